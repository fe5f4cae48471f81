using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>A server on each store for the tests that harm what is stored, with a tail that tells how often it reads and signs that come soon.</summary>
public sealed class OwnServers : IAsyncLifetime
{
    internal static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private OwnStore _file = null!;
    private OwnStore _redis = null!;
    private AssembledServer _embedded = null!;
    private AssembledServer _onRedis = null!;

    internal CountedReads Reads { get; } = new();

    internal OwnStore StoreOf(string store) => store == BothServers.Redis ? _redis : _file;

    /// <summary>The server on that store. It is Monday again.</summary>
    internal AssembledServer On(string store)
    {
        var server = store == BothServers.Redis ? _onRedis : _embedded;
        server.Clock.Now = AssembledServer.Monday;
        return server;
    }

    public async Task InitializeAsync()
    {
        _file = await OwnStore.StartAsync(BothServers.Embedded);
        _redis = await OwnStore.StartAsync(BothServers.Redis);
        _embedded = await _file.ServeAsync(services =>
        {
            services.AddSingleton(new WatchPace { Look = Look, Sign = TimeSpan.FromSeconds(4) });
            services.AddSingleton<ILogTail>(provider => Reads.Over(provider.GetRequiredService<SqliteTrajectoryStore>().LogTail));
        });
        _onRedis = await _redis.ServeAsync();
    }

    public async Task DisposeAsync()
    {
        await _embedded.DisposeAsync();
        await _onRedis.DisposeAsync();
        await _file.DisposeAsync();
        await _redis.DisposeAsync();
    }
}

[CollectionDefinition(nameof(OwnServers))]
public sealed class OwnServersCollection : ICollectionFixture<OwnServers>;

/// <summary>The log as it is, and how often it was read.</summary>
internal sealed class CountedReads : ILogTail
{
    private ILogTail? _inner;
    private long _reads;

    internal long Reads => Interlocked.Read(ref _reads);

    internal CountedReads Over(ILogTail inner)
    {
        _inner = inner;
        return this;
    }

    public Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken) => _inner!.BoundsAsync(tag, cancellationToken);

    public Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return _inner!.ReadOnAsync(tag, after, count, cancellationToken);
    }

    public Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken) => _inner!.FirstAfterAsync(tag, place, cancellationToken);
}
