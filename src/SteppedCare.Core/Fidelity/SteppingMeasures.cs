using System.Collections.Immutable;
using static SteppedCare.Figure;
using static SteppedCare.MeasureCatalogue;

namespace SteppedCare;

/// <summary>Where people begin, and whether care corrects itself.</summary>
internal static class SteppingMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Ratio("low-to-high", "Low-intensity first to high-intensity first", LowFirst, HighFirst) with
        {
            National = new(0.99, "median of 121 providers, " + Annual),
        },
        new("direct-to-high", "High intensity first", MeasureForm.Share, [HighFirst], [LowFirst, HighFirst]),
        Measure.Ratio("official-low-to-high", "Low first to high first, by the official map of therapies", OfficialLowFirst, OfficialHighFirst) with
        {
            National = new(0.99, "median of 121 providers, " + Annual),
        },
        Measure.Share("official-step-up-of-finished", "Stepped up, of finished courses, official stages", OfficialSteppedUp, Finished) with
        {
            Official = "M355",
            National = new(8.6, Annual),
        },
        Measure.Share("official-step-up-of-low-first", "Stepped up, of courses that began low, official stages", OfficialSteppedUp, OfficialLowFirst) with
        {
            Official = "M355",
            National = new(19.4, Annual),
        },
        Measure.Share("step-up-of-finished", "Stepped up, of finished courses", SteppedUp, Finished),
        Measure.Share("step-up-of-low-first", "Stepped up, of courses that began low", SteppedUp, LowFirst),
        Measure.Share("official-step-down", "Stepped down, of courses that began high, official stages", OfficialSteppedDown, OfficialHighFirst) with
        {
            Official = "M354",
            National = new(1.0, Annual),
        },
        Measure.Share("step-down", "Stepped down, of courses that began high", SteppedDown, HighFirst),
        Measure.Share("only-low", "Only low intensity", OfficialOnlyLow, Finished) with { National = new(39.9, Annual) },
        Measure.Share("only-high", "Only high intensity", OfficialOnlyHigh, Finished) with { National = new(16.7, Annual) },
        Measure.Share("low-and-high", "Any mixture of both, which is not stepping", OfficialLowAndHigh, Finished) with
        {
            National = new(38.9, Annual),
        },
        Measure.Share("intensity-unknown", "Intensity unknown", OfficialStepUnknown, Finished) with { National = new(4.5, Annual) },
        Measure.Share("reviewed-at-review-point", "Reviewed at the review point", ReviewedAtReviewPoint, ReviewPoint),
        Measure.Share("not-helped-stepped-up-28", "Not helped by four low sessions, stepped up within 28 days", NotHelpedSteppedUpWithin28Days, NotHelpedByLow),
        Measure.Share("not-helped-stepped-up", "Not helped by four low sessions, stepped up at any time after", NotHelpedSteppedUp, NotHelpedByLow),
        Measure.Mean("days-not-helped-to-step-up", "Days from that fourth session to the start of the higher step", "days", DaysFromNotHelpedToStepUp, NotHelpedSteppedUp),
        Measure.Share("not-on-track", "Found not on track at a step, of those reviewed there", StepFoundNotOnTrack, StepReviewed),
        Measure.Share("not-on-track-of-begun", "Found not on track at a step, of all who began there", StepFoundNotOnTrack, StepBegun),
        Measure.Share("not-on-track-acted-upon", "Not on track and acted upon within two weeks", NotOnTrackActedUpon, NotOnTrack),
        Measure.Share("over-stay", "More than eight sessions at low intensity, of those treated there", StayedTooLong, TreatedAtLow),
        Measure.Share("step-up-confirmed", "Advised step-ups confirmed by a clinician", StepUpConfirmed, StepUpAdvised),
        Measure.Mean("days-to-step-up-confirmed", "Days from the advice to its confirmation", "days", DaysToStepUpConfirmed, StepUpConfirmed),
        Measure.Share("step-up-started", "Advised step-ups started", StepUpStarted, StepUpAdvised),
        Measure.Mean("days-to-step-up-started", "Days from the advice to the start of the higher step", "days", DaysToStepUpStarted, StepUpStarted),
        Measure.Share("step-up-started-14", "Advised step-ups started within 14 days", StepUpStartedWithin14Days, StepUpAdvised),
        Measure.Share("step-up-started-28", "Advised step-ups started within 28 days", StepUpStartedWithin28Days, StepUpAdvised),
        Measure.Share("step-up-started-90", "Advised step-ups started within 90 days", StepUpStartedWithin90Days, StepUpAdvised),
        Measure.Share("official-step-up-wait-28", "From the last low to the first high treatment within 28 days", OfficialSteppedUpWithin28Days, OfficialSteppedUp) with
        {
            Official = "M360",
        },
        Measure.Share("official-step-up-wait-90", "From the last low to the first high treatment within 90 days", OfficialSteppedUpWithin90Days, OfficialSteppedUp) with
        {
            Official = "M361",
        },
    ];
}
