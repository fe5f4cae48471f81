using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

[Collection(nameof(SharedRedis))]
public sealed class RedisTrajectoryStoreTests(SharedRedis redis) : TrajectoryStoreContract
{
    private protected override ITrajectoryStore Store => redis.Store;

    private protected override IRegistryStore Registry => redis.Store.Registry;

    private protected override IFigureStore Figures => redis.Store.Figures;

    private protected override ITrajectoryIndex Index => redis.Store.Index;

    private protected override IWorklistIndex Worklist => redis.Store.Worklist;

    private protected override ILogTail LogTail => redis.Store.LogTail;

    public override Task InitializeAsync() => Task.CompletedTask;

    private protected override async Task LetReplyExpireAsync(EpisodeKey key, ReplyKey reply)
        => Assert.Equal(1, (int)await redis.Server.CommandAsync("PEXPIREAT", Name(key, reply), 1));

    private protected override async Task<TimeSpan> ReplyLifetimeAsync(EpisodeKey key, ReplyKey reply)
        => TimeSpan.FromMilliseconds((long)await redis.Server.CommandAsync("PTTL", Name(key, reply)));

    private protected override async Task TrimAsync(EpisodeTag tag, LogPosition through)
    {
        var keys = new RedisKeys(tag);
        foreach (var entry in (await Index.ReadLogAsync(tag, null, 1_000, Bounded)).Where(entry => entry.Version == 1 && LogPosition.Parse(entry.Position).CompareTo(through) <= 0))
        {
            await redis.Server.CommandAsync("ZADD", keys.Begun.ToString(), "0", entry.Episode);
        }

        await redis.Server.CommandAsync("XTRIM", keys.Log.ToString(), "MINID", $"{through.High}-{through.Low + 1}");
        await redis.Server.CommandAsync("SET", keys.Trimmed.ToString(), $"{through.High}-{through.Low} {AnEpisode.Monday.ToUnixTimeMilliseconds()}");
    }

    private protected override async Task LoseStandAsync(FigurePart part) =>
        await redis.Server.CommandAsync("HDEL", new RedisKeys(part.Tag).Totals.ToString(), part.Definition.ToString());

    private protected override async Task LoseAsync(EpisodeTag tag, LogPosition position) =>
        await redis.Server.CommandAsync("XDEL", new RedisKeys(tag).Log.ToString(), $"{position.High}-{position.Low}");

    private static string Name(EpisodeKey key, ReplyKey reply) => new RedisKeys(EpisodeTag.Of(key)).Reply(key.Episode, reply).ToString();
}

/// <summary>One server for all tests that do not harm it.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    internal RedisTrajectoryStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RedisServer.StartDurableAsync();
        Store = new RedisTrajectoryStore(new RedisOptions { Endpoints = Server.Endpoint, CallTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.DisposeAsync();
    }
}

[CollectionDefinition(nameof(SharedRedis))]
public sealed class SharedRedisCollection : ICollectionFixture<SharedRedis>;
