using System.Globalization;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>The whole contract on three primaries, each write acknowledged by a replica.</summary>
[Collection(nameof(SharedCluster))]
public sealed class RedisClusterTrajectoryStoreTests(SharedCluster cluster) : TrajectoryStoreContract
{
    private protected override ITrajectoryStore Store => cluster.Store;

    private protected override IRegistryStore Registry => cluster.Store.Registry;

    private protected override IFigureStore Figures => cluster.Store.Figures;

    private protected override ITrajectoryIndex Index => cluster.Store.Index;

    private protected override IWorklistIndex Worklist => cluster.Store.Worklist;

    private protected override ILogTail LogTail => cluster.Store.LogTail;

    public override Task InitializeAsync() => Task.CompletedTask;

    private protected override async Task LetReplyExpireAsync(EpisodeKey key, ReplyKey reply) => Assert.Equal("1", await AskAsync("PEXPIREAT", Name(key, reply), "1"));

    private protected override async Task<TimeSpan> ReplyLifetimeAsync(EpisodeKey key, ReplyKey reply)
        => TimeSpan.FromMilliseconds(long.Parse(await AskAsync("PTTL", Name(key, reply)), CultureInfo.InvariantCulture));

    private protected override async Task TrimAsync(EpisodeTag tag, LogPosition through)
    {
        var keys = new RedisKeys(tag);
        foreach (var entry in (await Index.ReadLogAsync(tag, null, 1_000, Bounded)).Where(entry => entry.Version == 1 && LogPosition.Parse(entry.Position).CompareTo(through) <= 0))
        {
            await AskAsync("ZADD", keys.Begun.ToString(), "0", entry.Episode);
        }

        await AskAsync("XTRIM", keys.Log.ToString(), "MINID", $"{through.High}-{through.Low + 1}");
        await AskAsync("SET", keys.Trimmed.ToString(), $"{through.High}-{through.Low} {AnEpisode.Monday.ToUnixTimeMilliseconds()}");
    }

    private protected override Task LoseStandAsync(FigurePart part) => AskAsync("HDEL", new RedisKeys(part.Tag).Totals.ToString(), part.Definition.ToString());

    private protected override Task LoseAsync(EpisodeTag tag, LogPosition position) =>
        AskAsync("XDEL", new RedisKeys(tag).Log.ToString(), $"{position.High}-{position.Low}");

    private Task<string> AskAsync(params string[] words) => cluster.Cluster.Nodes[0].CliAsync(["-c", .. words]);

    private static string Name(EpisodeKey key, ReplyKey reply) => new RedisKeys(EpisodeTag.Of(key)).Reply(key.Episode, reply).ToString();
}

/// <summary>One cluster for all tests that do not harm it; no slowness makes its nodes take each other for dead.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    internal RedisCluster Cluster { get; private set; } = null!;

    internal RedisTrajectoryStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await RedisCluster.StartAsync(TimeSpan.FromSeconds(60));
        Store = new RedisTrajectoryStore(
            new RedisOptions { Endpoints = Cluster.Endpoints, CallTimeout = TimeSpan.FromSeconds(20), Replicas = 1 }, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}

[CollectionDefinition(nameof(SharedCluster))]
public sealed class SharedClusterCollection : ICollectionFixture<SharedCluster>;
