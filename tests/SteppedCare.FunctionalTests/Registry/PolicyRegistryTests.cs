using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>Replicas that share a Redis change policies one after another, know the same, and see each other's changes.</summary>
public sealed class PolicyRegistryTests : IAsyncLifetime
{
    private static readonly ARegistry s_words = new();

    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;
    private readonly LogSink _log = new();
    private readonly CollectorRegistry _metrics = Metrics.NewCustomRegistry();
    private readonly List<RedisTrajectoryStore> _stores = [];
    private RedisServer _redis = null!;
    private PolicyRegistry _one = null!;
    private PolicyRegistry _two = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartDurableAsync();
        _one = Replica(_metrics);
        _two = Replica(Metrics.NewCustomRegistry());
    }

    public async Task DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Many_changes_at_once_all_happen_one_after_another_and_everybody_knows_the_same()
    {
        var changes = Enumerable.Range(0, 12).Select(number => Task.Run(() =>
            (number % 2 == 0 ? _one : _two).ChangeAsync(new RegistryRequest($"r-{number}", "h"), s_words.Publish($"v{number}").Decide, _bounded)));

        var results = await Task.WhenAll(changes);

        Assert.All(results, result => Assert.True(result.Value is { IsRepetition: false } || result.Refusal?.Reason == "REGISTRY_CONTENDED", result.Refusal?.Reason));
        var happened = results.Count(result => result.Value is not null);
        Assert.InRange(happened, 6, 12);
        Assert.Equal(happened, (await _one.RefreshAsync(_bounded)).Length);
        Assert.Equal((await _one.RefreshAsync(_bounded)).Order, (await _two.RefreshAsync(_bounded)).Order);
    }

    [Fact]
    public async Task A_request_is_carried_out_once_and_its_id_is_its_own()
    {
        var request = new RegistryRequest("r-1", "hash");
        var first = (await _one.ChangeAsync(request, s_words.Publish("1").Decide, _bounded)).Value!;

        var again = (await _two.ChangeAsync(request, s_words.Publish("1").Decide, _bounded)).Value!;
        var other = await _two.ChangeAsync(request with { Hash = "other" }, s_words.Publish("2").Decide, _bounded);

        Assert.Equal((false, true), (first.IsRepetition, again.IsRepetition));
        Assert.Equal(RegistryJson.Write(first.Entry), RegistryJson.Write(again.Entry));
        Assert.Equal((RefusalKind.AlreadyExists, "REQUEST_ID_REUSED"), (other.Refusal!.Kind, other.Refusal.Reason));
        Assert.Equal(1, (await _one.RefreshAsync(_bounded)).Length);
    }

    [Fact]
    public async Task What_is_refused_or_there_already_writes_nothing()
    {
        await _one.ChangeAsync(null, s_words.Publish("1").Decide, _bounded);

        Assert.Equal("REVISION_EXISTS", (await _two.ChangeAsync(null, s_words.Publish("1", "edited").Decide, _bounded)).Refusal!.Reason);
        Assert.True((await _two.ChangeAsync(null, s_words.Publish("1").Decide, _bounded)).Value!.IsRepetition);
        Assert.Equal(1, (await _one.RefreshAsync(_bounded)).Length);
    }

    [Fact]
    public async Task A_look_that_began_after_a_change_sees_it_however_many_look()
    {
        for (var version = 1; version <= 20; version++)
        {
            var looking = Enumerable.Range(0, 4).Select(_ => _two.RefreshAsync(_bounded)).ToArray();
            await _one.ChangeAsync(null, s_words.Publish($"v{version}").Decide, _bounded);
            Assert.Equal(version, (await _two.RefreshAsync(_bounded)).Length);
            await Task.WhenAll(looking);
        }
    }

    [Fact]
    public async Task Another_replicas_change_is_seen_without_asking_and_told()
    {
        var moved = new TaskCompletionSource<RegistryState>(TaskCreationOptions.RunContinuationsAsynchronously);
        _two.Moved += state => moved.TrySetResult(state);
        using var poll = new RegistryPoll(_two, TimeProvider.System, NullLogger<RegistryPoll>.Instance);
        await poll.StartAsync(_bounded);

        await _one.ChangeAsync(null, s_words.Publish("1").Decide, _bounded);

        Assert.NotNull((await moved.Task.WaitAsync(_bounded)).Find(Policy, "1"));
        Assert.InRange(TimeProvider.System.GetUtcNow() - _two.StoreNow, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        await poll.StopAsync(_bounded);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_and_counted_and_what_is_known_stays_known()
    {
        await _one.ChangeAsync(null, s_words.Publish("1").Decide, _bounded);
        using var poll = new RegistryPoll(_one, TimeProvider.System, NullLogger<RegistryPoll>.Instance);
        await poll.StartAsync(_bounded);

        await _redis.KillAsync();
        await Recovering.UntilAsync(async () => Number(await PageAsync(), MetricNames.RegistryFailures) >= 1);
        Assert.NotNull(_one.State.Find(Policy, "1"));
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => _one.ChangeAsync(null, s_words.Publish("2").Decide, _bounded));

        await _redis.StartAgainAsync();
        await Recovering.UntilAsync(() => Task.FromResult(_log.Text.Contains("is read again", StringComparison.Ordinal)));
        Assert.Contains("cannot be read", _log.Text, StringComparison.Ordinal);
        await Recovering.UntilAsync(async () => (await _one.ChangeAsync(null, s_words.Publish("2").Decide, _bounded)).Value is not null);
        Assert.Equal(2, Number(await PageAsync(), MetricNames.RegistryEntries));
        await poll.StopAsync(_bounded);
    }

    [Fact]
    public async Task A_store_that_lost_the_last_change_is_seen_and_read_from_the_beginning()
    {
        await _one.ChangeAsync(null, s_words.Publish("1").Decide, _bounded);
        await _one.ChangeAsync(null, s_words.Publish("2").Decide, _bounded);
        await _two.RefreshAsync(_bounded);

        // As a fail-over to a replica that had not got it.
        await _redis.CommandAsync("RPOP", RedisRegistryKeys.Log.ToString());
        Assert.Equal(1, (await _one.RefreshAsync(_bounded)).Length);
        Assert.Null(_one.State.Find(Policy, "2"));
        Assert.Contains("another history", _log.Text, StringComparison.Ordinal);
        Assert.Equal(1, Number(await PageAsync(), MetricNames.RegistryLosses));

        await _one.ChangeAsync(null, s_words.Publish("3").Decide, _bounded);
        Assert.Equal([(Policy, "1"), (Policy, "3")], (await _two.RefreshAsync(_bounded)).Order);
    }

    [Fact]
    public async Task The_files_of_a_revision_are_given_out_as_published_and_not_at_all_once_tampered_with()
    {
        var name = ((RevisionPublished)(await _one.ChangeAsync(null, s_words.Publish("1", "a\r\nb").Decide, _bounded)).Value!.Entry).Revision;
        await _one.ChangeAsync(null, Invariants("always", null).Decide, _bounded);
        await _two.RefreshAsync(_bounded);

        var bundle = (await _two.LoadBundleAsync(name, _bounded))!;

        Assert.Equal(("// 1 a\nb", "cases of 1", "always", "# 1"), (bundle.Script, bundle.Cases, bundle.Invariants, bundle.Readme));
        Assert.Null(await _two.LoadBundleAsync(name with { Digest = "other" }, _bounded));
        var files = _two.State.Find(name)!.Published.Files;
        await _redis.CommandAsync("SET", RedisRegistryKeys.Blob(files["cases.yaml"]).ToString(), "others");
        Assert.Null(await _two.LoadBundleAsync(name, _bounded));
        Assert.Contains("not what its name says", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_no_replica_acknowledged_is_in_doubt_and_its_request_finds_it_later()
    {
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{_redis.Port}", "--repl-timeout", "600");
        await Recovering.UntilAsync(async () => (await _redis.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal));
        var careful = Replica(Metrics.NewCustomRegistry(), TimeSpan.FromSeconds(1), replicas: 1);
        await Recovering.UntilAsync(async () => (await careful.ChangeAsync(new RegistryRequest("r-1", "h"), s_words.Publish("1").Decide, _bounded)).Value is not null);

        await replica.SuspendAsync();
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => careful.ChangeAsync(new RegistryRequest("r-2", "h"), s_words.Publish("2").Decide, _bounded));
        await replica.ResumeAsync();

        Result<RegistryChange> again = default;
        await Recovering.UntilAsync(async () =>
        {
            again = await careful.ChangeAsync(new RegistryRequest("r-2", "h"), s_words.Publish("2").Decide, _bounded);
            return true;
        });
        Assert.NotNull(again.Value);
        Assert.Equal([(Policy, "1"), (Policy, "2")], (await _one.RefreshAsync(_bounded)).Order);
    }

    private PolicyRegistry Replica(CollectorRegistry metrics, TimeSpan? callTimeout = null, int replicas = 0)
    {
        var store = new RedisTrajectoryStore(
            new RedisOptions { Endpoints = _redis.Endpoint, CallTimeout = callTimeout ?? TimeSpan.FromSeconds(10), Replicas = replicas }, TimeProvider.System);
        _stores.Add(store);
        return new PolicyRegistry(store.Registry, new RegistryMeters(metrics), TimeProvider.System, new Logger<PolicyRegistry>(new LoggerFactory([_log])));
    }

    private async Task<string> PageAsync()
    {
        using var page = new MemoryStream();
        await _metrics.CollectAndExportAsTextAsync(page, _bounded);
        return System.Text.Encoding.UTF8.GetString(page.ToArray());
    }

    private static double Number(string page, string metric) => page.Split('\n').Where(line => line.StartsWith(metric + " ", StringComparison.Ordinal))
        .Select(line => double.Parse(line[metric.Length..], System.Globalization.CultureInfo.InvariantCulture)).SingleOrDefault();
}
