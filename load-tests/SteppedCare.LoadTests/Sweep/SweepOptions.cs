namespace SteppedCare.LoadTests.Sweep;

/// <summary>How many people are open, and how many of them fall due.</summary>
internal sealed record SweepOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>Open episodes, put into the store directly.</summary>
    public int Episodes { get; init; } = 2_000_000;

    /// <summary>How many of a hundred have something to be told of when the clock is switched on.</summary>
    public int DuePercent { get; init; } = 5;

    /// <summary>How often the server is killed while it tells.</summary>
    public int Kills { get; init; } = 3;

    /// <summary>Due episodes a second that must be told of.</summary>
    public double Least { get; init; } = 100;

    /// <summary>How long all of it may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(60);
}
