using System.Collections.Immutable;
using static SteppedCare.Figure;
using static SteppedCare.MeasureCatalogue;

namespace SteppedCare;

/// <summary>What it came to.</summary>
internal static class OutcomeMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        new("recovery", "Recovery", MeasureForm.Share, [Recovered], [Finished])
        {
            Official = "Percentage_Recovery, M192",
            Less = [StartedBelowCaseness],
            National = new(50.5, Annual),
        },
        new("reliable-recovery", "Reliable recovery", MeasureForm.Share, [ReliablyRecovered], [Finished])
        {
            Official = "Percentage_ReliableRecovery, M195",
            Less = [StartedBelowCaseness],
            National = new(47.5, Annual),
        },
        Measure.Share("reliable-improvement", "Reliable improvement", ReliablyImproved, Finished) with
        {
            Official = "Percentage_Improvement, M186",
            National = new(67.5, Annual),
        },
        Measure.Share("reliable-deterioration", "Reliable deterioration", ReliablyDeteriorated, Finished) with
        {
            Official = "Percentage_Deterioration",
            National = new(5.8, Annual),
        },
        Measure.Share("no-reliable-change", "No reliable change", NoReliableChange, Finished) with { Official = "Percentage_NoReliableChange, M187" },
        Measure.Share("started-below-caseness", "Began below caseness", StartedBelowCaseness, Finished) with
        {
            Official = "Count_NotAtCaseness, M180",
        },
        Measure.Mean("sessions", "Treatment sessions of a finished course", "sessions", FinishedSessions, Finished) with
        {
            Official = "Mean_ApptsFinishedCourseTreatment, M141",
        },
    ];
}
