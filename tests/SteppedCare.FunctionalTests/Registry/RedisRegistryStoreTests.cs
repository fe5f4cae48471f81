using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

[Collection(nameof(SharedRedis))]
public sealed class RedisRegistryStoreTests(SharedRedis redis) : RegistryStoreContract
{
    private protected override IRegistryStore Store => redis.Store.Registry;

    private protected override ITrajectoryStore Trajectories => redis.Store;

    // What is known of policies is one for the whole server.
    public override async Task InitializeAsync() => await redis.Server.CliAsync("FLUSHALL");

    [Fact]
    public async Task What_lives_for_moments_has_an_end_in_Redis()
    {
        await Store.KeepArtefactAsync("key", Bytes("compiled"), Bounded);
        await Store.TryLeaseAsync("rollouts", "one", TimeSpan.FromMinutes(1), Bounded);
        await Store.BeatAsync(new ReplicaBeat("one", []), TimeSpan.FromMinutes(1), Bounded);
        await Store.WantAsync([new RevisionName("p", "1", "d")], TimeSpan.FromMinutes(1), Bounded);
        await Store.AddCountsAsync(_service, 1, CountKind.Arm, new Dictionary<string, long> { ["a"] = 1 }, Bounded);

        string[] keys = ["artefact:key", "lease:rollouts", "replicas", "wanted", $"counts:{_service}:1:arm"];
        foreach (var key in keys)
        {
            Assert.InRange((long)await redis.Server.CommandAsync("PTTL", "sc:{registry}:" + key), 1, (long)TimeSpan.FromDays(60).TotalMilliseconds);
        }
    }

    private protected override async Task TamperAsync(string digest) =>
        Assert.Equal("OK", (string?)await redis.Server.CommandAsync("SET", RedisRegistryKeys.Blob(digest).ToString(), "as altered"));
}

/// <summary>The whole contract on three primaries, each append acknowledged by a replica.</summary>
[Collection(nameof(SharedCluster))]
public sealed class RedisClusterRegistryStoreTests(SharedCluster cluster) : RegistryStoreContract
{
    private protected override IRegistryStore Store => cluster.Store.Registry;

    private protected override ITrajectoryStore Trajectories => cluster.Store;

    public override async Task InitializeAsync()
    {
        foreach (var key in new[] { RedisRegistryKeys.Log, RedisRegistryKeys.Replicas, RedisRegistryKeys.Wanted, RedisRegistryKeys.Lease("rollouts"), RedisRegistryKeys.Lease("other") })
        {
            await cluster.Cluster.Nodes[0].CliAsync("-c", "DEL", key.ToString());
        }
    }

    private protected override async Task TamperAsync(string digest) =>
        Assert.Equal("OK", await cluster.Cluster.Nodes[0].CliAsync("-c", "SET", RedisRegistryKeys.Blob(digest).ToString(), "as altered"));
}
