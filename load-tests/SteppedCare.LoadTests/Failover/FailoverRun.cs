using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Crash;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Failover;

/// <summary>The same load and the same kills twice, each on a cluster of its own: first no replica is waited for, then one is.</summary>
internal sealed class FailoverRun(FailoverOptions options, TimeProvider clock, TextWriter output)
{
    // Every caller's appointments bear marks of its own; SNOMED identifiers begin at 100,000.
    private const long FirstMark = 100_000;
    private const long MarksOfACaller = 10_000_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    /// <summary>True when nothing acknowledged by a replica was lost, nothing was written twice, and a loss would have been seen.</summary>
    internal async Task<bool> RunAsync()
    {
        await output.WriteLineAsync(
            $"{options.Callers} callers over {options.Connections} connections, {2 * options.Kills} kills, cluster-node-timeout {options.NodeTimeout.TotalSeconds:F1} s, "
            + $"replicas cut off in half of them until enough was acknowledged or, where they are awaited, for {options.CutOff.TotalMilliseconds:F0} ms, seed {options.Seed}");
        var without = await MeasureAsync(0);
        var with = await MeasureAsync(1);
        List<string> faults = [];
        Demand(without.Lost.LostCutOff > 0, "the measurement is blind: cutting off replicas lost nothing where nobody waits for them");
        Demand(with.Lost.Lost == 0, "what a replica had acknowledged was lost");
        Demand(without.Lost.Doubled + with.Lost.Doubled == 0, "something was written twice");
        Demand(with.Failed == 0, "with acknowledgement, calls were never answered or refused");
        await output.WriteLineAsync(faults.Count == 0 ? "held" : string.Join('\n', faults.Select(fault => $"BREACH {fault}")));
        return faults.Count == 0;

        void Demand(bool holds, string otherwise)
        {
            if (!holds)
            {
                faults.Add(otherwise);
            }
        }
    }

    private async Task<(Reckoning Lost, int Failed)> MeasureAsync(int replicas)
    {
        var chance = new Random(options.Seed);
        var folder = Directory.CreateTempSubdirectory("steppedcare-failover-");
        try
        {
            await using var cluster = new RedisClusterProcesses(folder.FullName, options.NodeTimeout, chance, clock);
            await cluster.StartAsync();
            await using var server = GrpcServerProcess.OfService(
                options.Server, folder.FullName, cluster.Endpoints, chance, clock, "--Store:RedisReplicas", replicas.ToString(CultureInfo.InvariantCulture));
            await server.StartAsync();
            await output.WriteLineAsync(replicas == 0 ? "without replica acknowledgement" : "with replica acknowledgement (Store:RedisReplicas 1)");
            return await MeasureAsync(cluster, server, replicas > 0, chance);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(Reckoning Lost, int Failed)> MeasureAsync(RedisClusterProcesses cluster, GrpcServerProcess server, bool replicasAreAwaited, Random chance)
    {
        var (writes, tally, progress) = (new MarkedWrites(), new Tally(), new Progress());
        var persistence = new Persistence(tally, clock, s_patience);
        using var clients = new ServiceClients(server.Address, options.Connections);
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        var callers = Enumerable.Range(0, options.Callers).Select(number =>
        {
            var own = new Random(chance.Next());
            var events = new EventSource(own, yesterday, FirstMark + number * MarksOfACaller);
            return new MarkingCaller(number, own, events, clients[number], persistence, writes, tally, progress, clock);
        }).ToArray();
        await Task.WhenAll(callers.Select(caller => caller.OpenAsync()));

        var began = clock.GetTimestamp();
        await WriteUnderKillsAsync(callers, new PrimaryKiller(options, cluster, replicasAreAwaited, writes, progress, chance, clock, output));
        var took = clock.GetElapsedTime(began);
        var reckoning = await ReckonAsync(clients, persistence, writes);
        await output.WriteLineAsync(
            $"  acknowledged {writes.Count} in {took.TotalSeconds:F0} s; lost {reckoning.Lost} ({reckoning.LostInStep} with the replica in step, {reckoning.LostCutOff} with it cut off), "
            + $"doubled {reckoning.Doubled}, failed {tally.Unanswered}; longest unavailability {writes.LongestWait.TotalSeconds:F1} s");
        await output.WriteLineAsync($"  sent again after: {tally.SentAgainLine}");
        await output.WriteLineAsync($"  refused: {tally.RefusedLine}");
        return (reckoning, tally.Unanswered);
    }

    private static async Task WriteUnderKillsAsync(MarkingCaller[] callers, PrimaryKiller killer)
    {
        using var over = new CancellationTokenSource();
        using var broken = new CancellationTokenSource();
        var killing = killer.RunAsync(broken.Token);
        var writing = Task.WhenAll(callers.Select(caller => WriteAsync(caller, over.Token)));
        try
        {
            await await Task.WhenAny(writing, killing);
        }
        finally
        {
            await over.CancelAsync();
            await broken.CancelAsync();
            await writing;
        }
    }

    private static async Task WriteAsync(MarkingCaller caller, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await caller.WriteAsync();
        }
    }

    private static async Task<Reckoning> ReckonAsync(ServiceClients clients, Persistence persistence, MarkedWrites writes)
    {
        var total = default(Reckoning);
        foreach (var (number, name) in writes.Episodes.Index())
        {
            var request = new GetEpisodeRequest { Service = CourseOfCare.Service, Episode = name };
            var settled = await persistence.SendAsync(options => clients[number].GetEpisodeAsync(request, options), new Random(number));

            // Not there at all: whatever was acknowledged of it is lost.
            long[] marks = settled.Reply is { } found ? [.. found.Episode.Events.Where(told => told.Event.Contact is not null).Select(told => told.Event.Contact.TherapyCode)]
                : settled.Refusal?.StatusCode == Grpc.Core.StatusCode.NotFound ? []
                : throw new InvalidOperationException($"{name} cannot be read: {settled.Reason}");
            total = total.Plus(writes.Reckon(name, marks));
        }

        return total;
    }
}
