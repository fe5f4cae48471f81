using System.Net;

namespace SteppedCare.Server.Trajectories;

/// <summary>Says once, at start, which acknowledged writes the Redis in use would lose. Nobody should learn that from a crash.</summary>
internal sealed partial class DurabilityAnnouncement(RedisTrajectoryStore store, TimeProvider time, ILogger<DurabilityAnnouncement> logger) : BackgroundService
{
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_betweenAttempts, time);
        do
        {
            try
            {
                foreach (var server in await store.DescribeDurabilityAsync(stoppingToken))
                {
                    Announce(server);
                    AnnounceReplicas(server);
                }

                return;
            }
            catch (StoreUnavailableException)
            {
                Log.DurabilityNotKnownYet(logger);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Announce(RedisDurability server)
    {
        switch (server.Promise)
        {
            case DurabilityPromise.Kept:
                Log.AcknowledgedWritesKept(logger, server.Server);
                break;
            case DurabilityPromise.LosesASecond:
                Log.LastSecondsAtRisk(logger, server.Server);
                break;
            case DurabilityPromise.LosesWhatTheSystemHolds:
                Log.LastHalfMinuteAtRisk(logger, server.Server);
                break;
            case DurabilityPromise.LosesSinceLastSnapshot:
                Log.NothingKept(logger, server.Server);
                break;
            default:
                Log.DurabilityNotTold(logger, server.Server);
                break;
        }
    }

    // What a server keeps on its own disk says nothing of the replica that takes its place.
    private void AnnounceReplicas(RedisDurability server)
    {
        switch (server.Replicas, store.ReplicasAwaited)
        {
            case (null, _) or (0, 0):
                break;
            case ({ } replicas, 0):
                Log.ReplicasNotAwaited(logger, server.Server, replicas);
                break;
            case ({ } replicas, var awaited) when replicas < awaited:
                Log.ReplicasMissing(logger, server.Server, replicas, awaited);
                break;
            case ({ } replicas, var awaited):
                Log.ReplicasAwaited(logger, server.Server, replicas, awaited);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(95, LogLevel.Information, "Redis {Server} keeps every acknowledged write (appendfsync always).")]
        public static partial void AcknowledgedWritesKept(ILogger logger, EndPoint server);

        [LoggerMessage(96, LogLevel.Warning, "Redis {Server} can lose up to 2 seconds of acknowledged writes when it or its machine dies (appendfsync everysec).")]
        public static partial void LastSecondsAtRisk(ILogger logger, EndPoint server);

        [LoggerMessage(97, LogLevel.Error, "Redis {Server} can lose about 30 seconds of acknowledged writes when its machine dies (appendfsync no). Set appendfsync always.")]
        public static partial void LastHalfMinuteAtRisk(ILogger logger, EndPoint server);

        [LoggerMessage(98, LogLevel.Error, "Redis {Server} has no append-only file: acknowledged decisions since its last snapshot, or all, are lost when it dies. Set appendonly yes and appendfsync always.")]
        public static partial void NothingKept(ILogger logger, EndPoint server);

        [LoggerMessage(5, LogLevel.Warning, "Redis {Server} does not tell its appendfsync setting: make sure that it is always, or acknowledged writes can be lost.")]
        public static partial void DurabilityNotTold(ILogger logger, EndPoint server);

        [LoggerMessage(7, LogLevel.Warning, "Redis {Server} waits for none of its {Replicas} replicas: a fail-over can lose the last acknowledged writes. Store:RedisReplicas says for how many it waits.")]
        public static partial void ReplicasNotAwaited(ILogger logger, EndPoint server, int replicas);

        [LoggerMessage(8, LogLevel.Information, "Redis {Server} acknowledges a write once {Awaited} of its {Replicas} replicas have it: a fail-over to one of these keeps it.")]
        public static partial void ReplicasAwaited(ILogger logger, EndPoint server, int replicas, int awaited);

        [LoggerMessage(9, LogLevel.Error, "Redis {Server} has {Replicas} replicas and {Awaited} must acknowledge each write: none is acknowledged until it has as many (Store:RedisReplicas).")]
        public static partial void ReplicasMissing(ILogger logger, EndPoint server, int replicas, int awaited);

        [LoggerMessage(6, LogLevel.Warning, "Redis cannot be asked yet how it keeps acknowledged writes; asking again.")]
        public static partial void DurabilityNotKnownYet(ILogger logger);
    }
}
