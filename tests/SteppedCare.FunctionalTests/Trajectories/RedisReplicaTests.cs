using System.Globalization;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A write is acknowledged once a replica has it, and not before.</summary>
public sealed class RedisReplicaTests : IAsyncLifetime
{
    private readonly EpisodeKey _key = new("replicas", "e-1");
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;
    private RedisServer _primary = null!;
    private RedisServer _replica = null!;
    private RedisTrajectoryStore _plain = null!;

    public async Task InitializeAsync()
    {
        _primary = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always", "--repl-diskless-sync-delay", "0", "--repl-timeout", "600");
        _replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{_primary.Port}", "--repl-timeout", "600");
        await UntilFollowedAsync();
        _plain = To(TimeSpan.FromSeconds(20), replicas: 0);
    }

    public async Task DisposeAsync()
    {
        await _plain.DisposeAsync();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_is_not_acknowledged_while_the_replica_hangs_and_is_once_it_goes_on()
    {
        await using var store = To(TimeSpan.FromSeconds(1), replicas: 1);
        await Recovering.UntilAsync(async () => await store.CommitAsync(_key, Upon(0), _bounded) == CommitResult.Committed);

        await _replica.SuspendAsync();
        await Assert.ThrowsAsync<CommitFateUnknownException>(() => store.CommitAsync(_key, Upon(1), _bounded));

        // It did happen; but whoever finds it must wait for the replica as well.
        var found = await store.LoadAsync(_key, null, _bounded);
        Assert.Equal(2, Version(found));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.SettleAsync(_key, found, _bounded));

        await _replica.ResumeAsync();
        await Recovering.UntilAsync(async () =>
        {
            await store.SettleAsync(_key, found, _bounded);
            return true;
        });
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(_key, Upon(2), _bounded));
    }

    [Fact]
    public async Task A_wait_that_its_caller_gave_up_is_no_outage_and_leaves_only_a_commit_in_doubt()
    {
        await using var store = To(TimeSpan.FromSeconds(60), replicas: 1);
        await Recovering.UntilAsync(async () => await store.CommitAsync(_key, Upon(0), _bounded) == CommitResult.Committed);
        var found = await store.LoadAsync(_key, null, _bounded);
        using var goneAway = new CancellationTokenSource();

        await _replica.SuspendAsync();
        var settling = store.SettleAsync(_key, found, goneAway.Token);
        var committing = store.CommitAsync(_key, Upon(1), goneAway.Token);
        await Recovering.UntilAsync(async () => Version(await _plain.LoadAsync(_key, null, _bounded)) == 2);
        await goneAway.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settling);
        await Assert.ThrowsAsync<CommitFateUnknownException>(() => committing);
    }

    [Fact]
    public async Task Without_the_option_nobody_waits_for_a_replica()
    {
        await _replica.SuspendAsync();

        Assert.Equal(CommitResult.Committed, await _plain.CommitAsync(_key, Upon(0), _bounded));
        await _plain.SettleAsync(_key, await _plain.LoadAsync(_key, null, _bounded), _bounded);
    }

    [Fact]
    public async Task More_replicas_than_there_are_never_acknowledge()
    {
        await using var store = To(TimeSpan.FromMilliseconds(300), replicas: 2);

        await Assert.ThrowsAsync<CommitFateUnknownException>(() => store.CommitAsync(_key, Upon(0), _bounded));
    }

    [Fact]
    public async Task Many_commits_share_one_wait()
    {
        const int Commits = 64;
        await using var store = To(TimeSpan.FromSeconds(60), replicas: 1);
        var keys = Enumerable.Range(0, Commits).Select(number => new EpisodeKey("replicas", $"grouped-{number}")).ToArray();
        await store.CommitAsync(_key, Upon(0), _bounded);
        var before = await WaitsAsync();

        await _replica.SuspendAsync();
        var commits = keys.Select(key => store.CommitAsync(key, Upon(0), _bounded)).ToArray();
        await Recovering.UntilAsync(async () =>
        {
            var found = await Task.WhenAll(keys.Select(key => _plain.LoadAsync(key, null, _bounded)));
            return found.All(episode => Version(episode) == 1);
        });
        Assert.DoesNotContain(commits, commit => commit.IsCompleted);
        await _replica.ResumeAsync();

        Assert.All(await Task.WhenAll(commits).WaitAsync(_bounded), result => Assert.Equal(CommitResult.Committed, result));
        Assert.InRange(await WaitsAsync() - before, 1, Commits / 4);
    }

    [Fact]
    public async Task A_primary_that_began_anew_vouches_for_nothing_it_answered_before()
    {
        await using var store = To(TimeSpan.FromSeconds(5), replicas: 1);
        await store.CommitAsync(_key, Upon(0), _bounded);
        var before = await store.LoadAsync(_key, null, _bounded);
        await store.SettleAsync(_key, before, _bounded);

        await _primary.KillAsync();
        await _primary.StartAgainAsync();
        await UntilFollowedAsync();

        await Recovering.LoadAsync(store, _key);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.SettleAsync(_key, before, _bounded));
        await Recovering.UntilAsync(async () =>
        {
            await store.SettleAsync(_key, await store.LoadAsync(_key, null, _bounded), _bounded);
            return true;
        });
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(_key, Upon(1), _bounded));
    }

    [Fact]
    public async Task A_connection_that_was_closed_is_opened_again()
    {
        await using var store = To(TimeSpan.FromSeconds(20), replicas: 1);
        await store.CommitAsync(_key, Upon(0), _bounded);

        await _primary.CliAsync("CLIENT", "KILL", "TYPE", "normal");

        await Recovering.UntilAsync(async () =>
        {
            await store.SettleAsync(_key, await store.LoadAsync(_key, null, _bounded), _bounded);
            return true;
        });
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(_key, Upon(1), _bounded));
    }

    [Fact]
    public async Task A_password_is_given_on_the_connection_of_its_own_as_well()
    {
        await _replica.CliAsync("CONFIG", "SET", "masterauth", "right");
        await _primary.CliAsync("CONFIG", "SET", "requirepass", "right");
        await using var store = new RedisTrajectoryStore(
            new RedisOptions { Endpoints = _primary.Endpoint, Password = "right", CallTimeout = TimeSpan.FromSeconds(20), Replicas = 1 }, TimeProvider.System);

        Assert.Equal(CommitResult.Committed, await store.CommitAsync(_key, Upon(0), _bounded));
    }

    [Fact]
    public async Task A_server_says_how_many_replicas_follow_it()
    {
        var told = Assert.Single(await _plain.DescribeDurabilityAsync(_bounded));

        Assert.Equal((DurabilityPromise.Kept, 1), (told.Promise, told.Replicas));
    }

    private RedisTrajectoryStore To(TimeSpan callTimeout, int replicas)
        => new(new RedisOptions { Endpoints = _primary.Endpoint, CallTimeout = callTimeout, Replicas = replicas }, TimeProvider.System);

    private Task UntilFollowedAsync() => Recovering.UntilAsync(async () => (await _primary.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal));

    private async Task<long> WaitsAsync()
    {
        var line = (await _primary.CliAsync("INFO", "commandstats")).Split('\n').Single(stat => stat.StartsWith("cmdstat_wait:", StringComparison.Ordinal));
        return long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture);
    }
}
