namespace SteppedCare.LoadTests.Revisions;

/// <summary>How many revisions come and go, and what may stay of them.</summary>
internal sealed record RevisionsOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>On a Redis that fsyncs every write; otherwise on the embedded file.</summary>
    public bool OnRedis { get; init; }

    public int Count { get; init; } = 500;

    /// <summary>How much more memory the server may have in the second half of the run than in the first, in megabytes.</summary>
    public double MostGrowth { get; init; } = 48;

    /// <summary>How many revisions that were let go may still be in the process at once: they go when the runtime next collects its oldest memory.</summary>
    public int MostPending { get; init; } = 150;
}
