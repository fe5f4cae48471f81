using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>What the measures of a report are where people are invented.</summary>
internal static class SimulatedMeasures
{
    private static readonly ImmutableHashSet<Figure> s_outcomes =
    [
        Figure.Recovered, Figure.ReliablyRecovered, Figure.ReliablyImproved, Figure.ReliablyDeteriorated, Figure.NoReliableChange,
    ];

    private static readonly ImmutableHashSet<string> s_assumed =
    [
        .. OutcomeMeasures.All.Where(measure => measure.Numerator.Any(s_outcomes.Contains)).Select(measure => measure.Name),
        .. PathMeasures.All.Select(measure => measure.Name),
    ];

    private static readonly ImmutableHashSet<Figure> s_answered =
    [
        Figure.Decided, Figure.Confirmed, Figure.ReviewedAtReviewPoint, Figure.StepReviewed, Figure.StepFoundNotOnTrack, Figure.NotOnTrack,
        Figure.StepUpAdvised, Figure.StepUpConfirmed, Figure.StepUpStarted,
    ];

    private static readonly ImmutableHashSet<string> s_asked =
    [
        .. MeasureCatalogue.All.Where(measure => measure.Numerator.Concat(measure.Denominator).Any(s_answered.Contains)).Select(measure => measure.Name),
    ];

    /// <summary>It counts answers, or what came of them: where nobody asks it says nothing.</summary>
    internal static bool NeedsAnswers(string measure) => s_asked.Contains(measure);

    /// <summary>It tells how people fared, which is what the generator assumes and nothing that a policy did.</summary>
    internal static bool IsAssumed(string measure) => s_assumed.Contains(measure);
}
