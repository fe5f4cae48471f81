namespace SteppedCare.Server.Trajectories;

/// <summary>The section "Store": where trajectories are kept.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>host:port[,host:port] of Redis; empty for the embedded SQLite file.</summary>
    public string Redis { get; set; } = string.Empty;

    /// <summary>The password of Redis's default user; never printed.</summary>
    public string? RedisPassword { get; set; }

    public bool RedisSsl { get; set; }

    /// <summary>How long Redis may take to answer a call.</summary>
    public TimeSpan RedisCallTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many replicas must have a write before it is acknowledged to the caller.</summary>
    public int RedisReplicas { get; set; }

    /// <summary>The embedded store's file.</summary>
    public string SqlitePath { get; set; } = "data/trajectories.db";

    /// <summary>What metrics and the start's announcement call it.</summary>
    public string Kind => string.IsNullOrWhiteSpace(Redis) ? "embedded" : "redis";
}
