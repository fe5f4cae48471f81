using System.Collections.Immutable;
using static SteppedCare.Figure;

namespace SteppedCare;

/// <summary>What people did with the advice.</summary>
internal static class AdviceMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Share("plan-explained", "Plan explained", Figure.PlanExplained, Treated),
        Measure.Share("plan-accepted", "Plan accepted, of those explained", PlanAccepted, Figure.PlanExplained),
        Measure.Share("confirmed", "Decisions confirmed or overridden by a clinician", Figure.Confirmed, Figure.Decided),
        Measure.Share("accepted", "Accepted as advised, of those confirmed", Accepted, Figure.Confirmed),
        new("overridden", "Overridden, of those confirmed", MeasureForm.Share,
            [OverriddenByPersonsChoice, OverriddenByJudgement, OverriddenByLifeEvent, OverriddenByCapacity, OverriddenByDoubtfulData, OverriddenOtherwise],
            [Figure.Confirmed]),
        Measure.Share("overridden-persons-choice", "Overridden: the person's choice", OverriddenByPersonsChoice, Figure.Confirmed),
        Measure.Share("overridden-judgement", "Overridden: clinical judgement", OverriddenByJudgement, Figure.Confirmed),
        Measure.Share("overridden-life-event", "Overridden: an event in the person's life", OverriddenByLifeEvent, Figure.Confirmed),
        Measure.Share("overridden-capacity", "Overridden: no capacity", OverriddenByCapacity, Figure.Confirmed),
        Measure.Share("overridden-data", "Overridden: data in doubt", OverriddenByDoubtfulData, Figure.Confirmed),
        Measure.Share("overridden-other", "Overridden: another reason", OverriddenOtherwise, Figure.Confirmed),
        Measure.Share("confirmed-within-seconds", "Confirmed in less than five seconds", ConfirmedWithinSeconds, Figure.Confirmed),
        Measure.Share("confirmed-within-day", "Confirmed within a day", ConfirmedWithinDay, Figure.Confirmed),
        Measure.Share("confirmed-within-week", "Confirmed within a week", ConfirmedWithinWeek, Figure.Confirmed),
        Measure.Mean("days-to-confirm", "Days from a decision to its confirmation", "days", DaysToConfirmed, Figure.Confirmed),
        Measure.Share("risk-first", "Risk came first", DecidedRiskFirst, Figure.Decided),
    ];
}
