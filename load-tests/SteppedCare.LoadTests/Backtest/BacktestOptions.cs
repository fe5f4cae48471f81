namespace SteppedCare.LoadTests.Backtest;

/// <summary>How many, of what, and how fast.</summary>
internal sealed record BacktestOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>On a Redis that fsyncs every write; otherwise on the embedded file.</summary>
    public bool OnRedis { get; init; }

    public int Episodes { get; init; } = 30_000;

    /// <summary>Beside one Triage of each episode.</summary>
    public int Reviews { get; init; } = 60_000;

    /// <summary>Decisions a second that must be judged again.</summary>
    public double Least { get; init; } = 50_000;
}
