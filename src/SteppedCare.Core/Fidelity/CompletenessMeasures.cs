using System.Collections.Immutable;
using static SteppedCare.Figure;
using static SteppedCare.MeasureCatalogue;

namespace SteppedCare;

/// <summary>Whether anybody measured.</summary>
internal static class CompletenessMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Share("paired", "First and last scores of both measures", Paired, Finished) with { Official = "M202", National = new(98.7, Annual) },
        Measure.Share("unpaired-no-depression-score", "Unpaired: no PHQ-9", UnpairedWithoutDepressionScore, Finished) with { Official = "M200" },
        Measure.Share("unpaired-one-depression-score", "Unpaired: one PHQ-9", UnpairedWithOneDepressionScore, Finished) with { Official = "M199" },
        Measure.Share("unpaired-no-anxiety-score", "Unpaired: no anxiety measure", UnpairedWithoutAnxietyScore, Finished),
        Measure.Share("unpaired-one-anxiety-score", "Unpaired: one anxiety measure", UnpairedWithOneAnxietyScore, Finished),
        Measure.Share("sessions-measured", "Sessions with both scores", SessionMeasured, Session),
    ];
}
