using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A firewall forgets the connection to one primary of a cluster, and to that one alone.</summary>
public sealed class RedisClusterSilenceTests : IAsyncLifetime
{
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(150)).Token;
    private RedisCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await RedisCluster.StartAsync(TimeSpan.FromSeconds(60));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_connection_that_died_in_silence_is_replaced_though_the_others_answer_and_they_are_not_disturbed()
    {
        var primaries = await _cluster.PrimariesAsync();
        var (behind, open) = (primaries[0], primaries[1]);
        await using var proxy = new CuttingProxy(behind.Port);
        var (on, elsewhere) = (await EpisodeOnAsync(behind), await EpisodeOnAsync(open));
        await AnnounceAsync(behind, proxy);
        await using var store = new RedisTrajectoryStore(
            new RedisOptions { Endpoints = open.Endpoint, CallTimeout = TimeSpan.FromSeconds(5) }, TimeProvider.System);
        await Recovering.UntilAsync(async () => await store.CommitAsync(on, Upon(0), _bounded) == CommitResult.Committed);
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(elsewhere, Upon(0), _bounded));

        proxy.SilenceAfter(on.Episode);
        await Assert.ThrowsAsync<CommitFateUnknownException>(() => store.CommitAsync(on, Upon(1), _bounded));

        var others = 1;
        await Recovering.UntilAsync(async () =>
        {
            var asked = store.LoadAsync(on, null, _bounded);
            Assert.Equal(CommitResult.Committed, await WithoutFaultAsync(store.CommitAsync(elsewhere, Upon(others++), _bounded)));
            return Version(await asked) == 2;
        });
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(on, Upon(2), _bounded));
    }

    private static async Task<CommitResult?> WithoutFaultAsync(Task<CommitResult> commit)
    {
        try
        {
            return await commit;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<EpisodeKey> EpisodeOnAsync(RedisServer primary)
    {
        for (var number = 0; ; number++)
        {
            var key = new EpisodeKey("silence", $"quiet-{number}");
            if (await _cluster.OwnerOfAsync(new RedisKeys(EpisodeTag.Of(key)).Epoch.ToString()) == primary)
            {
                return key;
            }
        }
    }

    /// <summary>From now on the whole cluster tells clients that this node is reached through the proxy: one that did not know yet would send them past it.</summary>
    private async Task AnnounceAsync(RedisServer node, CuttingProxy proxy)
    {
        var port = proxy.Endpoint.Split(':')[^1];
        Assert.Equal("OK", await node.CliAsync("CONFIG", "SET", "cluster-announce-port", port));
        foreach (var other in _cluster.Nodes.Where(other => other != node))
        {
            await Recovering.UntilAsync(async () => (await other.CliAsync("CLUSTER", "NODES")).Contains($":{port}@", StringComparison.Ordinal));
        }
    }
}
