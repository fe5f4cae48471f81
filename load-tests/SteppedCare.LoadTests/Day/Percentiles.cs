namespace SteppedCare.LoadTests.Day;

/// <summary>
/// Of all the values, none rounded or put into classes: a day has few enough to keep. So many of a hundred, or of a thousand, took at most so long (nearest
/// rank).
/// </summary>
internal readonly record struct Percentiles(TimeSpan P50, TimeSpan P99, TimeSpan P999, TimeSpan Longest)
{
    internal static Percentiles Of(IEnumerable<TimeSpan> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? default : new(At(sorted, 500), At(sorted, 990), At(sorted, 999), sorted[^1]);
    }

    private static TimeSpan At(TimeSpan[] sorted, int perThousand) => sorted[(int)(((long)sorted.Length * perThousand + 999) / 1_000) - 1];
}
