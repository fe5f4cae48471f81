using System.Net;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>What a Redis server says it does with a write before acknowledging it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Promise">What that means for acknowledged writes.</param>
/// <param name="Replicas">How many replicas follow it now; null for a replica, and for a server that does not tell.</param>
internal sealed record RedisDurability(EndPoint Server, DurabilityPromise Promise, int? Replicas)
{
    internal static async Task<IReadOnlyList<RedisDurability>> DescribeAsync(RedisConnection redis, CancellationToken cancellationToken)
    {
        var multiplexer = await redis.ConnectAsync(cancellationToken);
        var described = new List<RedisDurability>();
        foreach (var endpoint in multiplexer.GetEndPoints())
        {
            var server = multiplexer.GetServer(endpoint);
            if (server.IsConnected)
            {
                described.Add(new RedisDurability(
                    endpoint, await AskAsync(redis, server, cancellationToken), await AskReplicasAsync(redis, server, cancellationToken)));
            }
        }

        return described.Count > 0 ? described : throw new StoreUnavailableException("Redis cannot be reached.");
    }

    private static async Task<DurabilityPromise> AskAsync(RedisConnection redis, IServer server, CancellationToken cancellationToken)
    {
        try
        {
            var settings = (await redis.BoundedAsync(() => server.ConfigGetAsync("append*"), cancellationToken))
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
            return (settings.GetValueOrDefault("appendonly"), settings.GetValueOrDefault("appendfsync")) switch
            {
                ("yes", "always") => DurabilityPromise.Kept,
                ("yes", "everysec") => DurabilityPromise.LosesASecond,
                ("yes", "no") => DurabilityPromise.LosesWhatTheSystemHolds,
                ("no", _) => DurabilityPromise.LosesSinceLastSnapshot,
                _ => DurabilityPromise.Unknown,
            };
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault) && !cancellationToken.IsCancellationRequested)
        {
            // Hosted servers often keep CONFIG to themselves; INFO at least tells whether there is a log at all.
            return await AskInfoAsync(redis, server, cancellationToken);
        }
    }

    private static async Task<int?> AskReplicasAsync(RedisConnection redis, IServer server, CancellationToken cancellationToken)
    {
        try
        {
            var info = await redis.BoundedAsync(() => server.InfoRawAsync("replication"), cancellationToken) ?? string.Empty;
            return RedisHistory.IsPrimary(info) ? RedisHistory.Replicas(info) : null;
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<DurabilityPromise> AskInfoAsync(RedisConnection redis, IServer server, CancellationToken cancellationToken)
    {
        try
        {
            var facts = (await redis.BoundedAsync(() => server.InfoAsync("persistence"), cancellationToken)).SelectMany(section => section);
            return facts.Any(fact => fact is { Key: "aof_enabled", Value: "0" }) ? DurabilityPromise.LosesSinceLastSnapshot : DurabilityPromise.Unknown;
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault) && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("Redis did not answer.", fault);
        }
    }
}

/// <summary>What becomes of acknowledged writes when a server's process or machine dies.</summary>
internal enum DurabilityPromise
{
    /// <summary>It would not tell.</summary>
    Unknown,

    /// <summary>None is lost: appendfsync always.</summary>
    Kept,

    /// <summary>Up to about two seconds are lost: appendfsync everysec.</summary>
    LosesASecond,

    /// <summary>Whatever the operating system had not written yet is lost, commonly half a minute: appendfsync no.</summary>
    LosesWhatTheSystemHolds,

    /// <summary>Everything since the last snapshot is lost, or everything: no append-only file.</summary>
    LosesSinceLastSnapshot,
}
