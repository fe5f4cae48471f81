using SteppedCare.LoadTests.Crash;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Failover;

/// <summary>Kills one primary after another under load, each second time with its replica cut off before, and brings each back as a replica.</summary>
internal sealed class PrimaryKiller(
    FailoverOptions options, RedisClusterProcesses cluster, bool replicasAreAwaited, MarkedWrites writes, Progress progress, Random chance, TimeProvider clock, TextWriter output)
{
    private const string BeforeEpisode = ":ep:";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(25);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var kill = 1; kill <= 2 * options.Kills; kill++)
        {
            writes.Round = new Round(kill, CutOff: kill % 2 == 0);
            await progress.ReachedAsync(progress.Done + options.Writes).WaitAsync(cancellationToken);
            await KillAsync(cancellationToken);
        }

        await progress.ReachedAsync(progress.Done + options.Writes / 4).WaitAsync(cancellationToken);
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        var primaries = await cluster.PrimariesAsync();
        var victim = primaries[chance.Next(primaries.Count)];
        var replica = await cluster.ReplicaOfAsync(victim);
        if (writes.Round.CutOff)
        {
            // Stopped it cannot connect again, and what is written from here on reaches it never.
            await replica.SuspendAsync();
            await victim.CliAsync("CLIENT", "KILL", "TYPE", "replica");
            await (replicasAreAwaited ? Task.Delay(options.CutOff, clock, cancellationToken) : UntilWrittenAsync(victim, cancellationToken));
        }

        var began = clock.GetTimestamp();
        await victim.KillAsync();
        if (writes.Round.CutOff)
        {
            await replica.ResumeAsync();
        }

        await cluster.UntilTakenOverAsync();
        var takenOver = clock.GetElapsedTime(began);
        await Task.Delay(options.Away, clock, cancellationToken);
        await victim.StartAsync();
        await cluster.UntilWholeAsync();
        var how = writes.Round.CutOff ? "its replica cut off before" : "its replica in step";
        await output.WriteLineAsync(
            $"  killed a primary, {how}: taken over after {takenOver.TotalSeconds:F1} s, whole again after {clock.GetElapsedTime(began).TotalSeconds:F1} s");
    }

    /// <summary>Returns once there is something to lose on this primary: each caller can have had one write under way before, so twice as many are acknowledged.</summary>
    private async Task UntilWrittenAsync(RedisProcess victim, CancellationToken cancellationToken)
    {
        var episodes = (await victim.CliAsync("KEYS", $"*{BeforeEpisode}*")).Split('\n').Select(key => key.Trim())
            .Select(key => key[(key.IndexOf(BeforeEpisode, StringComparison.Ordinal) + BeforeEpisode.Length)..]).ToHashSet(StringComparer.Ordinal);
        var enough = writes.CountOf(episodes.Contains) + 2 * options.Callers;
        var began = clock.GetTimestamp();
        while (writes.CountOf(episodes.Contains) < enough)
        {
            if (clock.GetElapsedTime(began) > s_patience)
            {
                throw new InvalidOperationException("Nothing is acknowledged on a primary whose replica is cut off, though nobody waits for it.");
            }

            await Task.Delay(s_betweenLooks, clock, cancellationToken);
        }
    }
}
