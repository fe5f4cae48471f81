namespace SteppedCare.LoadTests.Crash;

/// <summary>How hard a crash run is.</summary>
internal sealed record CrashOptions
{
    /// <summary>SteppedCare.Server.dll.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>True to keep episodes in a Redis server of the run's own; false for the embedded SQLite file.</summary>
    public required bool OnRedis { get; init; }

    public required int Calls { get; init; }

    public required int Callers { get; init; }

    public required int Connections { get; init; }

    /// <summary>Episodes that every caller writes to.</summary>
    public required int SharedEpisodes { get; init; }

    /// <summary>How often the server is killed under load.</summary>
    public required int Kills { get; init; }

    /// <summary>Kill redis-server as well, once.</summary>
    public required bool KillStore { get; init; }

    public required int Seed { get; init; }
}
