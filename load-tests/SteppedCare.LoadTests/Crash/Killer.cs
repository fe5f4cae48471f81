using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Crash;

/// <summary>Kills the server at moments drawn from the seed, while calls are on their way, and starts it again.</summary>
internal sealed class Killer(GrpcServerProcess server, RedisProcess? redis, Random chance, TimeProvider clock, TextWriter output)
{
    private const int MostMillisecondsAfterMark = 40;

    /// <param name="progress">How far the callers are.</param>
    /// <param name="calls">How many calls there will be.</param>
    /// <param name="kills">How often to kill the server.</param>
    /// <param name="killStore">Kill the store, too, once, between two of these.</param>
    /// <param name="cancellationToken">Ends the waiting for marks that will not come.</param>
    internal async Task RunAsync(Progress progress, int calls, int kills, bool killStore, CancellationToken cancellationToken)
    {
        // Spread over the run, each somewhere in its own stretch, and none so late that nothing happens afterwards.
        var stretch = calls * 9 / 10 / (kills + 1);
        for (var kill = 1; kill <= kills; kill++)
        {
            await progress.ReachedAsync(stretch * kill + chance.Next(stretch / 2)).WaitAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(MostMillisecondsAfterMark)), clock, cancellationToken);
            await KillAsync($"server {kill}", server.KillAsync, server.StartAsync, progress);
            if (killStore && kill == (kills + 1) / 2 && redis is not null)
            {
                await progress.ReachedAsync(progress.Done + stretch / 4).WaitAsync(cancellationToken);
                await KillAsync("redis-server", redis.KillAsync, redis.StartAsync, progress);
            }
        }
    }

    private async Task KillAsync(string what, Func<Task> kill, Func<Task> start, Progress progress)
    {
        var at = progress.Done;
        var began = clock.GetTimestamp();
        await kill();
        await start();
        await output.WriteLineAsync($"killed {what} after {at} calls; it served again {clock.GetElapsedTime(began).TotalMilliseconds:F0} ms later");
    }
}
