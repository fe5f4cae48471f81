using SteppedCare.LoadTests.Crash;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Failover;

/// <summary>Kills one primary after another under load, each second time with its replica cut off before, and brings each back as a replica.</summary>
internal sealed class PrimaryKiller(
    FailoverOptions options, RedisClusterProcesses cluster, MarkedWrites writes, Progress progress, Random chance, TimeProvider clock, TextWriter output)
{
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
            await Task.Delay(options.CutOff, clock, cancellationToken);
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
}
