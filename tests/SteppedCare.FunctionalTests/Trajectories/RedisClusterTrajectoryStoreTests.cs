using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A cluster of one node: small, but it refuses every script whose keys lie in more than one slot.</summary>
public sealed class RedisClusterTrajectoryStoreTests(OneNodeCluster cluster) : TrajectoryStoreContract, IClassFixture<OneNodeCluster>
{
    private protected override ITrajectoryStore Store => cluster.Store;

    public override Task InitializeAsync() => Task.CompletedTask;

    private protected override async Task LetReplyExpireAsync(EpisodeKey key, ReplyKey reply)
        => Assert.Equal(1, (int)await cluster.Server.CommandAsync("PEXPIREAT", Name(key, reply), 1));

    private protected override async Task<TimeSpan> ReplyLifetimeAsync(EpisodeKey key, ReplyKey reply)
        => TimeSpan.FromMilliseconds((long)await cluster.Server.CommandAsync("PTTL", Name(key, reply)));

    private static string Name(EpisodeKey key, ReplyKey reply) => new RedisKeys(EpisodeTag.Of(key)).Reply(key.Episode, reply).ToString();
}

/// <summary>The node, and a store that has seen it without its slots.</summary>
public sealed class OneNodeCluster : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    internal RedisTrajectoryStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RedisServer.StartAsync("--cluster-enabled", "yes", "--appendonly", "yes", "--appendfsync", "always");
        Store = new RedisTrajectoryStore(new RedisOptions { Endpoints = Server.Endpoint, CallTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

        var down = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.ProbeAsync(CancellationToken.None));
        Assert.IsNotType<CommitFateUnknownException>(down);
        await Server.CommandAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        await Recovering.UntilAsync(async () =>
        {
            await Store.ProbeAsync(CancellationToken.None);
            return true;
        });
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.DisposeAsync();
    }
}
