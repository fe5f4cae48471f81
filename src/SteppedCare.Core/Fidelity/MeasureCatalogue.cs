using System.Collections.Immutable;
using static SteppedCare.Figure;

namespace SteppedCare;

/// <summary>
/// What a service lead must see (domain 8.1), in the order in which it is shown. Both denominators of stepping up are here: 8.6 and 19.4 % are the same year.
/// </summary>
internal static class MeasureCatalogue
{
    private const string Annual = "NHS Talking Therapies annual report 2024-25";

    internal static ImmutableArray<Measure> All { get; } =
    [
        // Where people begin, and whether care corrects itself.
        Ratio("low-to-high", "Low-intensity first to high-intensity first", LowFirst, HighFirst) with { National = new(0.99, "median of 121 providers, " + Annual) },
        new("direct-to-high", "High intensity first", MeasureForm.Share, [HighFirst], [LowFirst, HighFirst]),
        Ratio("official-low-to-high", "Low first to high first, by the official map of therapies", OfficialLowFirst, OfficialHighFirst) with { National = new(0.99, "median of 121 providers, " + Annual) },
        Share("official-step-up-of-finished", "Stepped up, of finished courses, official stages", OfficialSteppedUp, Finished) with { Official = "M355", National = new(8.6, Annual) },
        Share("official-step-up-of-low-first", "Stepped up, of courses that began low, official stages", OfficialSteppedUp, OfficialLowFirst) with { Official = "M355", National = new(19.4, Annual) },
        Share("step-up-of-finished", "Stepped up, of finished courses", SteppedUp, Finished),
        Share("step-up-of-low-first", "Stepped up, of courses that began low", SteppedUp, LowFirst),
        Share("official-step-down", "Stepped down, of courses that began high, official stages", OfficialSteppedDown, OfficialHighFirst) with { Official = "M354", National = new(1.0, Annual) },
        Share("step-down", "Stepped down, of courses that began high", SteppedDown, HighFirst),
        Share("only-low", "Only low intensity", OfficialOnlyLow, Finished) with { National = new(39.9, Annual) },
        Share("only-high", "Only high intensity", OfficialOnlyHigh, Finished) with { National = new(16.7, Annual) },
        Share("low-and-high", "Any mixture of both, which is not stepping", OfficialLowAndHigh, Finished) with { National = new(38.9, Annual) },
        Share("reviewed-at-review-point", "Reviewed at the review point", ReviewedAtReviewPoint, ReviewPoint),
        Share("not-helped-stepped-up-28", "Not helped by four low sessions, stepped up within 28 days", NotHelpedSteppedUpWithin28Days, NotHelpedByLow),
        Share("not-helped-stepped-up", "Not helped by four low sessions, stepped up at any time after", NotHelpedSteppedUp, NotHelpedByLow),
        Mean("days-not-helped-to-step-up", "Days from that fourth session to the start of the higher step", DaysFromNotHelpedToStepUp, NotHelpedSteppedUp) with { Unit = "days" },
        Share("not-on-track-acted-upon", "Not on track and acted upon within two weeks", NotOnTrackActedUpon, NotOnTrack),
        Share("over-stay", "More than eight sessions at low intensity, of those treated there", StayedTooLong, TreatedAtLow),
        Share("step-up-confirmed", "Advised step-ups confirmed by a clinician", StepUpConfirmed, StepUpAdvised),
        Mean("days-to-step-up-confirmed", "Days from the advice to its confirmation", DaysToStepUpConfirmed, StepUpConfirmed) with { Unit = "days" },
        Share("step-up-started", "Advised step-ups started", StepUpStarted, StepUpAdvised),
        Mean("days-to-step-up-started", "Days from the advice to the start of the higher step", DaysToStepUpStarted, StepUpStarted) with { Unit = "days" },
        Share("step-up-started-14", "Advised step-ups started within 14 days", StepUpStartedWithin14Days, StepUpAdvised),
        Share("step-up-started-28", "Advised step-ups started within 28 days", StepUpStartedWithin28Days, StepUpAdvised),
        Share("step-up-started-90", "Advised step-ups started within 90 days", StepUpStartedWithin90Days, StepUpAdvised),
        Share("official-step-up-wait-28", "From the last low to the first high treatment within 28 days", OfficialSteppedUpWithin28Days, OfficialSteppedUp) with { Official = "M360" },
        Share("official-step-up-wait-90", "From the last low to the first high treatment within 90 days", OfficialSteppedUpWithin90Days, OfficialSteppedUp) with { Official = "M361" },

        // What it came to.
        new("recovery", "Recovery", MeasureForm.Share, [Recovered], [Finished]) { Less = [StartedBelowCaseness], Official = "Percentage_Recovery", National = new(50.5, Annual) },
        new("reliable-recovery", "Reliable recovery", MeasureForm.Share, [ReliablyRecovered], [Finished]) { Less = [StartedBelowCaseness], Official = "Percentage_ReliableRecovery", National = new(47.5, Annual) },
        Share("reliable-improvement", "Reliable improvement", ReliablyImproved, Finished) with { Official = "Percentage_Improvement", National = new(67.5, Annual) },
        Share("reliable-deterioration", "Reliable deterioration", ReliablyDeteriorated, Finished) with { Official = "Percentage_Deterioration", National = new(5.8, Annual) },
        Share("no-reliable-change", "No reliable change", NoReliableChange, Finished),
        Share("started-below-caseness", "Began below caseness", StartedBelowCaseness, Finished) with { Official = "Count_NotAtCaseness" },
        Mean("sessions", "Treatment sessions of a finished course", FinishedSessions, Finished) with { Unit = "sessions" },

        // Whether anybody measured.
        Share("paired", "First and last scores of both measures", Paired, Finished) with { National = new(98.7, Annual) },
        Share("unpaired-no-depression-score", "Unpaired: no PHQ-9", UnpairedWithoutDepressionScore, Finished),
        Share("unpaired-one-depression-score", "Unpaired: one PHQ-9", UnpairedWithOneDepressionScore, Finished),
        Share("unpaired-no-anxiety-score", "Unpaired: no anxiety measure", UnpairedWithoutAnxietyScore, Finished),
        Share("unpaired-one-anxiety-score", "Unpaired: one anxiety measure", UnpairedWithOneAnxietyScore, Finished),
        Share("sessions-measured", "Sessions with both scores", SessionMeasured, Session),

        // Waits and losses.
        Share("first-treatment-6-weeks", "First treatment within 6 weeks", TreatedWithin6Weeks, Treated) with { National = new(91.6, Annual) },
        Share("first-treatment-18-weeks", "First treatment within 18 weeks", TreatedWithin18Weeks, Treated) with { National = new(98.7, Annual) },
        Share("first-treatment-28", "First treatment within 28 days", TreatedWithin28Days, Treated) with { National = new(81.4, Annual) },
        Share("first-treatment-56", "First treatment after 29 to 56 days", TreatedIn29To56Days, Treated) with { National = new(13.6, Annual) },
        Share("first-treatment-90", "First treatment after 57 to 90 days", TreatedIn57To90Days, Treated) with { National = new(2.7, Annual) },
        Share("first-treatment-over-90", "First treatment after more than 90 days", TreatedAfter90Days, Treated) with { National = new(2.2, Annual) },
        Share("second-treatment-28", "Second treatment within 28 days of the first", TreatedAgainWithin28Days, TreatedAgain) with { National = new(40.1, Annual) },
        Share("second-treatment-56", "Second treatment after 29 to 56 days", TreatedAgainIn29To56Days, TreatedAgain) with { National = new(21.7, Annual) },
        Share("second-treatment-90", "Second treatment after 57 to 90 days", TreatedAgainIn57To90Days, TreatedAgain) with { National = new(14.5, Annual) },
        Share("second-treatment-over-90", "Second treatment after more than 90 days", TreatedAgainAfter90Days, TreatedAgain) with { Official = "CDP_B03", National = new(23.7, Annual) },
        new("ended-before-treatment", "Ended before treatment", MeasureForm.Share, [EndedNotSeen, EndedNotTreated], [Ended]) { Official = "M153" },
        Share("ended-not-seen", "Ended before anybody was seen", EndedNotSeen, Ended),
        Share("ended-not-treated", "Ended after an assessment, without treatment", EndedNotTreated, Ended),
        Share("ended-after-one-session", "Ended after one session", EndedAfterOneSession, Ended) with { Official = "M075" },
        Share("finished", "Finished a course", Finished, Ended) with { Official = "Count_FinishedCourseTreatment" },
        Share("missed", "Appointments missed", Missed, Booked),
        Share("cancelled-by-person", "Appointments cancelled by the person", CancelledByPerson, Booked),
        Share("cancelled-by-service", "Appointments cancelled by the service", CancelledByService, Booked),
        Share("referred-again-6-months", "Referred again within six months of a course, as declared", ReferredAgainWithinSixMonths, Referred),
        Share("referred-again-12-months", "Referred again within twelve months of a course, as declared", ReferredAgainWithinTwelveMonths, Referred),

        // What people did with the advice.
        Share("plan-explained", "Plan explained", Figure.PlanExplained, Treated),
        Share("plan-accepted", "Plan accepted, of those explained", PlanAccepted, Figure.PlanExplained),
        Share("confirmed", "Decisions confirmed or overridden by a clinician", Figure.Confirmed, Figure.Decided),
        Share("accepted", "Accepted as advised, of those confirmed", Accepted, Figure.Confirmed),
        new("overridden", "Overridden, of those confirmed", MeasureForm.Share, [OverriddenByPersonsChoice, OverriddenByJudgement, OverriddenByLifeEvent, OverriddenByCapacity, OverriddenByDoubtfulData, OverriddenOtherwise], [Figure.Confirmed]),
        Share("overridden-persons-choice", "Overridden: the person's choice", OverriddenByPersonsChoice, Figure.Confirmed),
        Share("overridden-judgement", "Overridden: clinical judgement", OverriddenByJudgement, Figure.Confirmed),
        Share("overridden-life-event", "Overridden: an event in the person's life", OverriddenByLifeEvent, Figure.Confirmed),
        Share("overridden-capacity", "Overridden: no capacity", OverriddenByCapacity, Figure.Confirmed),
        Share("overridden-data", "Overridden: data in doubt", OverriddenByDoubtfulData, Figure.Confirmed),
        Share("overridden-other", "Overridden: another reason", OverriddenOtherwise, Figure.Confirmed),
        Share("confirmed-within-seconds", "Confirmed in less than five seconds", ConfirmedWithinSeconds, Figure.Confirmed),
        Share("confirmed-within-day", "Confirmed within a day", ConfirmedWithinDay, Figure.Confirmed),
        Share("confirmed-within-week", "Confirmed within a week", ConfirmedWithinWeek, Figure.Confirmed),
        Share("risk-first", "Risk came first", DecidedRiskFirst, Figure.Decided),
    ];

    /// <summary>The measure of that name; null when there is none.</summary>
    internal static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    private static Measure Share(string name, string title, Figure part, Figure whole) => new(name, title, MeasureForm.Share, [part], [whole]);

    private static Measure Ratio(string name, string title, Figure one, Figure other) => new(name, title, MeasureForm.Ratio, [one], [other]);

    private static Measure Mean(string name, string title, Figure sum, Figure number) => new(name, title, MeasureForm.Mean, [sum], [number]);
}
