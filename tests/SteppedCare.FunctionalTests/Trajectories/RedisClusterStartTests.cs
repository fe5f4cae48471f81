using SteppedCare.FunctionalTests.Servers;
using SteppedCare.LoadTests.Processes;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A cluster that is not there yet.</summary>
public sealed class RedisClusterStartTests
{
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task A_cluster_without_slots_is_unavailable_and_half_of_one_is_told_as_half()
    {
        await using var server = await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-port", $"{LoopbackPort.Free()}", "--cluster-require-full-coverage", "no");
        await using var store = new RedisTrajectoryStore(new RedisOptions { Endpoints = server.Endpoint, CallTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
        var key = new EpisodeKey("leeds", "e-1");

        var down = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ProbeAsync(_bounded));
        Assert.IsNotType<CommitFateUnknownException>(down);
        Assert.IsNotType<CommitFateUnknownException>(await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(key, Upon(0), _bounded)));

        await server.CliAsync("CLUSTER", "ADDSLOTSRANGE", "0", "8191");
        await CoversAsync(store, new StoreCoverage(1, 2));
        await server.CliAsync("CLUSTER", "ADDSLOTSRANGE", "8192", "16383");
        await CoversAsync(store, StoreCoverage.Whole);
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(key, Upon(0), _bounded));
    }

    private Task CoversAsync(RedisTrajectoryStore store, StoreCoverage coverage)
        => Recovering.UntilAsync(async () => await store.ProbeAsync(_bounded) == coverage);
}
