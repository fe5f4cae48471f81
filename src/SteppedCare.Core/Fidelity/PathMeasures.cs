using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What it came to, by the official path of the course.</summary>
internal static class PathMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        .. Of(CarePath.OnlyLow, "only-low", "only low intensity"),
        .. Of(CarePath.OnlyHigh, "only-high", "only high intensity"),
        .. Of(CarePath.SteppedUp, "stepped-up", "stepped up"),
        .. Of(CarePath.SteppedDown, "stepped-down", "stepped down"),
        .. Of(CarePath.Mixed, "mixed", "another mixture of both"),
    ];

    private static IEnumerable<Measure> Of(CarePath path, string name, string title)
    {
        var (finished, below) = (PathFigures.Of(path, Figure.Finished), PathFigures.Of(path, Figure.StartedBelowCaseness));
        yield return Measure.Share($"recovery-{name}", $"Recovery, {title}", PathFigures.Of(path, Figure.Recovered), finished) with { Less = [below] };
        yield return Measure.Share($"reliable-recovery-{name}", $"Reliable recovery, {title}", PathFigures.Of(path, Figure.ReliablyRecovered), finished) with { Less = [below] };
        yield return Measure.Share($"reliable-improvement-{name}", $"Reliable improvement, {title}", PathFigures.Of(path, Figure.ReliablyImproved), finished);
        yield return Measure.Share($"reliable-deterioration-{name}", $"Reliable deterioration, {title}", PathFigures.Of(path, Figure.ReliablyDeteriorated), finished);
    }
}
