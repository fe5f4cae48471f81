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

    /// <summary>It tells how people fared, which is what the generator assumes and nothing that a policy did.</summary>
    internal static bool IsAssumed(string measure) => s_assumed.Contains(measure);
}
