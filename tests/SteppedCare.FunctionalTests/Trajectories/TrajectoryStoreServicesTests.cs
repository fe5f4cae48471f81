using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

[Collection(nameof(SharedCluster))]
public sealed class TrajectoryStoreServicesTests(SharedCluster shared) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-wiring-");
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Without_a_Redis_the_embedded_file_is_the_store()
    {
        var path = Path.Combine(_folder.FullName, "t.db");
        await using (var services = Services(new StoreOptions { SqlitePath = path }, new Journal()))
        {
            await services.GetRequiredService<ITrajectoryStore>().CommitAsync(new EpisodeKey("demo", "e-1"), Upon(0), _bounded);
            Assert.Single(await services.GetRequiredService<ITrajectoryIndex>().ReadLogAsync(EpisodeTag.Of(new EpisodeKey("demo", "e-1")), null, 10, _bounded));
        }

        Assert.True(new FileInfo(path).Length > 0);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("yes", "always", LogLevel.Information, "keeps every acknowledged write")]
    [InlineData("yes", "everysec", LogLevel.Warning, "up to 2 seconds")]
    [InlineData("no", "always", LogLevel.Error, "no append-only file")]
    public async Task One_setting_makes_Redis_the_store_and_the_log_says_what_it_would_lose(string appendOnly, string fsync, LogLevel level, string words)
    {
        await using var server = await RedisServer.StartAsync("--appendonly", appendOnly, "--appendfsync", fsync);
        var journal = new Journal();
        await using var services = Services(new StoreOptions { Redis = server.Endpoint }, journal);

        var announcement = Assert.Single(services.GetServices<IHostedService>());
        await announcement.StartAsync(_bounded);
        await ((BackgroundService)announcement).ExecuteTask!.WaitAsync(_bounded);
        await services.GetRequiredService<ITrajectoryStore>().CommitAsync(new EpisodeKey("demo", "e-1"), Upon(0), _bounded);

        var (said, message) = Assert.Single(journal.Entries);
        Assert.Equal(level, said);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Equal(1, (int)await server.CommandAsync("EXISTS", "sc:{demo.08}:ep:e-1"));
    }

    [Theory]
    [InlineData(0, LogLevel.Warning, "waits for none of its 1 replicas")]
    [InlineData(1, LogLevel.Information, "once 1 of its 1 replicas have it")]
    [InlineData(2, LogLevel.Error, "has 1 replicas and 2 must acknowledge")]
    public async Task On_a_cluster_the_log_says_of_each_primary_what_a_fail_over_to_its_replica_would_lose(int awaited, LogLevel level, string words)
    {
        var journal = new Journal();
        await using var services = Services(new StoreOptions { Redis = shared.Cluster.Endpoints, RedisReplicas = awaited }, journal);

        var announcement = Assert.Single(services.GetServices<IHostedService>());
        await announcement.StartAsync(_bounded);
        await ((BackgroundService)announcement).ExecuteTask!.WaitAsync(_bounded);

        var ofReplicas = journal.Entries.Where(entry => entry.Message.Contains("replicas", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, ofReplicas.Length);
        Assert.All(ofReplicas, entry => Assert.Equal((level, true), (entry.Level, entry.Message.Contains(words, StringComparison.Ordinal))));
        Assert.Equal(6, journal.Entries.Count(entry => entry.Message.Contains("keeps every acknowledged write", StringComparison.Ordinal)));
    }

    private static ServiceProvider Services(StoreOptions options, Journal journal)
        => new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(journal))
            .AddTrajectoryStore(options)
            .BuildServiceProvider();

    /// <summary>Remembers what was logged.</summary>
    private sealed class Journal : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Message)> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Entries.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
