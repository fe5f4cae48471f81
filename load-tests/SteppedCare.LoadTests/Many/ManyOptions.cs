namespace SteppedCare.LoadTests.Many;

/// <summary>How many, of what, and for how long.</summary>
internal sealed record ManyOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>On a Redis that fsyncs every write; otherwise on the embedded file.</summary>
    public bool OnRedis { get; init; }

    /// <summary>Reviews on the one stream.</summary>
    public int Items { get; init; } = 100_000;

    /// <summary>Reviews on the stream whose answers nobody reads for a while.</summary>
    public int Unread { get; init; } = 20_000;

    /// <summary>How long nobody reads.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the callers of single Reviews are measured each time.</summary>
    public TimeSpan Stretch { get; init; } = TimeSpan.FromSeconds(5);

    public int Episodes { get; init; } = 10_000;
}
