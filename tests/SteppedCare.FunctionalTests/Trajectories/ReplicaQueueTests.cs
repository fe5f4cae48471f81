using System.Net;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>Those who wait for the replicas of one primary while slots leave it.</summary>
[Collection(nameof(SharedCluster))]
public sealed class ReplicaQueueTests(SharedCluster shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_mark_in_a_slot_on_the_move_fails_alone()
    {
        var (primary, other) = await TwoPrimariesAsync();
        var (stays, moves) = (await KeyOnAsync(primary, "stays"), await KeyOnAsync(primary, "moves"));
        var slot = await shared.Cluster.SlotOfAsync(moves);
        Assert.NotEqual(slot, await shared.Cluster.SlotOfAsync(stays));
        await using var queue = await QueueOfAsync(primary);

        await primary.CliAsync("CLUSTER", "SETSLOT", $"{slot}", "MIGRATING", await other.CliAsync("CLUSTER", "MYID"));
        try
        {
            var told = await Task.WhenAll(queue.JoinAsync(moves), queue.JoinAsync(stays), queue.JoinAsync(moves)).WaitAsync(s_patience);

            Assert.Equal([false, true, false], told);
            Assert.True(await queue.JoinAsync(stays).WaitAsync(s_patience));
        }
        finally
        {
            await primary.CliAsync("CLUSTER", "SETSLOT", $"{slot}", "STABLE");
        }

        Assert.True(await queue.JoinAsync(moves).WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_slot_that_went_elsewhere_is_not_vouched_for_by_the_replicas_it_left()
    {
        var (primary, other) = await TwoPrimariesAsync();
        var (here, elsewhere) = (await KeyOnAsync(primary, "here"), await KeyOnAsync(other, "elsewhere"));
        await using var queue = await QueueOfAsync(primary);

        // While the primary hangs with the first, the others gather to one group.
        await primary.SuspendAsync();
        Task<bool>[] waiting;
        try
        {
            waiting = [queue.JoinAsync(here), queue.JoinAsync(here), queue.JoinAsync(elsewhere), queue.JoinAsync(here)];
        }
        finally
        {
            await primary.ResumeAsync();
        }

        var told = await Task.WhenAll(waiting).WaitAsync(s_patience);
        Assert.Equal([true, true, false, true], told);
    }

    private async Task<(RedisServer One, RedisServer Other)> TwoPrimariesAsync()
    {
        var primaries = await shared.Cluster.PrimariesAsync();
        return (primaries[0], primaries[1]);
    }

    private async Task<string> KeyOnAsync(RedisServer primary, string name)
    {
        for (var number = 0; ; number++)
        {
            if (await shared.Cluster.OwnerOfAsync($"{name}-{number}") == primary)
            {
                return $"{name}-{number}";
            }
        }
    }

    private static async Task<ReplicaQueue> QueueOfAsync(RedisServer primary)
    {
        var options = new RedisOptions { Endpoints = primary.Endpoint, CallTimeout = TimeSpan.FromSeconds(20), Replicas = 1 };
        var history = RedisHistory.Of(await primary.CliAsync("INFO", "replication"));
        return new ReplicaQueue(new IPEndPoint(IPAddress.Loopback, primary.Port), history, options, TimeProvider.System);
    }
}
