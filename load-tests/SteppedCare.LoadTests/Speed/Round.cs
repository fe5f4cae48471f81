namespace SteppedCare.LoadTests.Speed;

/// <summary>One measured stretch of one kind of call.</summary>
/// <param name="PerSecond">Calls answered a second.</param>
/// <param name="Median">Half of the calls took at most so many milliseconds.</param>
/// <param name="P99">99 of 100 calls took at most so many milliseconds.</param>
/// <param name="ServerMicroseconds">Processor time of the server's process a call, in microseconds; the store's own process is not in it.</param>
internal readonly record struct Round(double PerSecond, double Median, double P99, double ServerMicroseconds)
{
    internal static Round Of(IReadOnlyCollection<double> milliseconds, TimeSpan elapsed, TimeSpan serverTime)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(
            sorted.Length / elapsed.TotalSeconds,
            sorted[sorted.Length / 2],
            sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)],
            serverTime.TotalMicroseconds / sorted.Length);
    }

    /// <summary>Each figure's median over several rounds, so that one disturbed round does not count.</summary>
    internal static Round MedianOf(IReadOnlyCollection<Round> rounds) => new(
        Middle(rounds.Select(round => round.PerSecond)),
        Middle(rounds.Select(round => round.Median)),
        Middle(rounds.Select(round => round.P99)),
        Middle(rounds.Select(round => round.ServerMicroseconds)));

    internal static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
