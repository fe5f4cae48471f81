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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Redis {Server} keeps every acknowledged write (appendfsync always).")]
        public static partial void AcknowledgedWritesKept(ILogger logger, EndPoint server);

        [LoggerMessage(2, LogLevel.Warning, "Redis {Server} can lose up to 2 seconds of acknowledged writes when it or its machine dies (appendfsync everysec).")]
        public static partial void LastSecondsAtRisk(ILogger logger, EndPoint server);

        [LoggerMessage(3, LogLevel.Error, "Redis {Server} can lose about 30 seconds of acknowledged writes when its machine dies (appendfsync no). Set appendfsync always.")]
        public static partial void LastHalfMinuteAtRisk(ILogger logger, EndPoint server);

        [LoggerMessage(4, LogLevel.Error, "Redis {Server} has no append-only file: acknowledged decisions since its last snapshot, or all, are lost when it dies. Set appendonly yes and appendfsync always.")]
        public static partial void NothingKept(ILogger logger, EndPoint server);

        [LoggerMessage(5, LogLevel.Warning, "Redis {Server} does not tell its appendfsync setting: make sure that it is always, or acknowledged writes can be lost.")]
        public static partial void DurabilityNotTold(ILogger logger, EndPoint server);

        [LoggerMessage(6, LogLevel.Warning, "Redis cannot be asked yet how it keeps acknowledged writes; asking again.")]
        public static partial void DurabilityNotKnownYet(ILogger logger);
    }
}
