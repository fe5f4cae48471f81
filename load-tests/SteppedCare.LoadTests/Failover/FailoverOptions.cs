namespace SteppedCare.LoadTests.Failover;

/// <summary>How hard a fail-over run is.</summary>
internal sealed record FailoverOptions
{
    /// <summary>SteppedCare.Server.dll.</summary>
    public required FileInfo Server { get; init; }

    public required int Callers { get; init; }

    public required int Connections { get; init; }

    /// <summary>How often a primary is killed with its replica in step, and as often with its replica cut off before.</summary>
    public required int Kills { get; init; }

    /// <summary>How many writes are acknowledged between two kills.</summary>
    public required int Writes { get; init; }

    /// <summary>How long a replica that is waited for is cut off before its primary is killed; where nobody waits, until enough was acknowledged without it.</summary>
    public required TimeSpan CutOff { get; init; }

    /// <summary>After how long a silent node counts as gone.</summary>
    public required TimeSpan NodeTimeout { get; init; }

    /// <summary>How long a killed node stays away once another took its place.</summary>
    public required TimeSpan Away { get; init; }

    public required int Seed { get; init; }
}
