namespace SteppedCare.Server.Trajectories;

/// <summary>Where Redis is and how long a call may take. Validated where it is read.</summary>
internal sealed class RedisOptions
{
    /// <summary>host:port, several separated by commas: the nodes of a cluster to begin with, or a primary and its replicas.</summary>
    public required string Endpoints { get; init; }

    /// <summary>The password of the default user; null for none.</summary>
    public string? Password { get; init; }

    public bool Ssl { get; init; }

    /// <summary>How long to wait for an answer before the store counts as unavailable.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many replicas must have a write before it is acknowledged; 0 waits for none.</summary>
    public int Replicas { get; init; }
}
