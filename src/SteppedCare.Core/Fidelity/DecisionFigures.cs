namespace SteppedCare;

/// <summary>What was advised, by whom, and what people did with it.</summary>
internal static class DecisionFigures
{
    // Nobody reads a recommendation and its reasons in less (UK GDPR article 22A asks for a meaningful human; domain section 9).
    private static readonly TimeSpan s_tooFast = TimeSpan.FromSeconds(5);

    private const int Calls = 200, Outcomes = 10;

    /// <summary>The figure of that answer in the decision mix.</summary>
    internal static Figure FigureOf(DecisionCall call, Outcome outcome, Step step) => Figure.FirstOfMix + (int)call * Calls + (int)outcome * Outcomes + (int)step;

    /// <summary>Which answer a figure counts; null for a figure that is none of the mix.</summary>
    internal static (DecisionCall Call, Outcome Outcome, Step Step)? AnswerOf(Figure figure) => figure < Figure.FirstOfMix
        ? null
        : ((DecisionCall)((figure - Figure.FirstOfMix) / Calls), (Outcome)((figure - Figure.FirstOfMix) % Calls / Outcomes), (Step)((figure - Figure.FirstOfMix) % Outcomes));

    /// <summary>Days from the recording of a decision, since when it can be read, whatever instant it is of.</summary>
    internal static int DaysTo(HistoryConfirmation confirmation, EpisodeHistory history, HistoryDecision decision) =>
        Math.Max(0, confirmation.At.Date.DayNumber - CivilTime.Of(RecordedAt(history, decision), history.Zone).Date.DayNumber);

    internal static void Add(Contribution to, CareCourse course)
    {
        foreach (var decision in course.History.Decisions)
        {
            var month = new Slice(Month.Of(decision.AsOf.Date), course.FirstStep, course.Problem, CareCourse.NameOf(decision.Record.Revision));
            var rule = new Slice(month.Month, Step.None, Problem.NoDescriptor, month.Revision) { Rule = new(decision.Record.Call, decision.Record.Rule) };
            to.Add(month, FigureOf(decision.Record.Call, decision.Record.Outcome, decision.Record.Step));
            foreach (var slice in (Slice[])[month, rule])
            {
                to.Add(slice, Figure.Decided);
                to.AddIf(decision.Record.RiskFirst, slice, Figure.DecidedRiskFirst);
            }

            if (course.History.ConfirmationOf(decision.Version) is { } confirmation)
            {
                var clinician = new Slice(month.Month, Step.None, Problem.NoDescriptor, "") { Clinician = confirmation.Act.Clinician };
                foreach (var slice in (Slice[])[month, rule, clinician])
                {
                    AddAct(to, slice, course.History, decision, confirmation);
                }
            }
        }
    }

    private static DateTimeOffset RecordedAt(EpisodeHistory history, HistoryDecision decision) => history.Trajectory.Entries[decision.Version - 1].RecordedAt;

    private static void AddAct(Contribution to, Slice slice, EpisodeHistory history, HistoryDecision decision, HistoryConfirmation confirmation)
    {
        var taken = confirmation.At.Instant - RecordedAt(history, decision);
        to.Add(slice, Figure.Confirmed);
        to.Add(slice, Figure.DaysToConfirmed, DaysTo(confirmation, history, decision));
        to.AddIf(taken < s_tooFast, slice, Figure.ConfirmedWithinSeconds);
        to.AddIf(taken <= TimeSpan.FromDays(1), slice, Figure.ConfirmedWithinDay);
        to.AddIf(taken <= TimeSpan.FromDays(7), slice, Figure.ConfirmedWithinWeek);
        to.Add(slice, confirmation.Act.Override == OverrideReason.None ? Figure.Accepted : Figure.OverriddenByPersonsChoice - 1 + (int)confirmation.Act.Override);
    }
}
