using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A server that dies, forgets, refuses or follows another: each test harms one of its own.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private readonly EpisodeKey _key = new("outage", "e-1");
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;
    private RedisServer _server = null!;
    private RedisTrajectoryStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartDurableAsync();
        _store = To(_server.Endpoint);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_server_is_unavailable_and_the_same_store_serves_again_once_it_is_back()
    {
        await _store.CommitAsync(_key, Upon(0), _bounded);
        await _server.KillAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.LoadAsync(_key, null, _bounded));
        await Recovering.UntilAsync(async () =>
        {
            // Once the loss of the connection has been noticed, nothing is sent and nothing is in doubt.
            var fault = await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => _store.CommitAsync(_key, Upon(1), _bounded));
            return fault is not CommitFateUnknownException;
        });
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => _store.ProbeAsync(_bounded));

        await _server.StartAgainAsync();

        Assert.Equal(1, Version(await Recovering.LoadAsync(_store, _key)));
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(_key, Upon(1), _bounded));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_kill_is_there_after_it_and_nothing_twice()
    {
        using var killed = new CancellationTokenSource();
        var acknowledged = new int[32];
        var writers = Enumerable.Range(0, 32).Select(async writer =>
        {
            var key = new EpisodeKey("outage", $"writer-{writer}");
            try
            {
                while (!killed.IsCancellationRequested)
                {
                    await _store.CommitAsync(key, Upon(acknowledged[writer]), _bounded);
                    acknowledged[writer]++;
                }
            }
            catch (StoreUnavailableException)
            {
            }
        }).ToArray();

        await Recovering.UntilAsync(() => Task.FromResult(acknowledged.Sum() > 500));
        await _server.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(_bounded);
        await _server.StartAgainAsync();

        for (var writer = 0; writer < 32; writer++)
        {
            var found = Version(await Recovering.LoadAsync(_store, new EpisodeKey("outage", $"writer-{writer}")));
            Assert.InRange(found, acknowledged[writer], acknowledged[writer] + 1);
        }
    }

    [Fact]
    public async Task A_server_that_is_away_at_first_is_reached_when_it_comes()
    {
        await _server.KillAsync();
        await using var early = To(_server.Endpoint);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => early.CommitAsync(_key, Upon(0), _bounded));

        await _server.StartAgainAsync();

        Assert.Equal(0, Version(await Recovering.LoadAsync(early, _key)));
        Assert.Equal(CommitResult.Committed, await early.CommitAsync(_key, Upon(0), _bounded));
    }

    [Fact]
    public async Task A_server_that_forgot_its_scripts_is_given_them_again()
    {
        await _store.CommitAsync(_key, Upon(0), _bounded);

        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(_key, Upon(1), _bounded));

        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.Equal(2, Version(await _store.LoadAsync(_key, null, _bounded)));
    }

    [Fact]
    public async Task A_replica_refuses_writes_and_a_promoted_one_takes_them()
    {
        await using var primary = await RedisServer.StartDurableAsync();
        await _store.ProbeAsync(_bounded);
        await _server.CommandAsync("REPLICAOF", "127.0.0.1", primary.Port);

        await RefusedAsync(() => _store.CommitAsync(_key, Upon(0), _bounded));
        await RefusedAsync(() => _store.ProbeAsync(_bounded));

        await _server.CommandAsync("REPLICAOF", "NO", "ONE");
        Assert.Equal(0, Version(await Recovering.LoadAsync(_store, _key)));
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(_key, Upon(0), _bounded));
    }

    [Fact]
    public async Task A_server_out_of_memory_refuses_writes_and_still_answers_reads()
    {
        await _store.CommitAsync(_key, Upon(0), _bounded);
        await _server.CommandAsync("CONFIG", "SET", "maxmemory", "1");

        await RefusedAsync(() => _store.CommitAsync(_key, Upon(1), _bounded));
        Assert.Equal(1, Version(await _store.LoadAsync(_key, null, _bounded)));

        await _server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(_key, Upon(1), _bounded));
    }

    [Fact]
    public async Task A_server_without_enough_replicas_refuses_writes()
    {
        await _store.ProbeAsync(_bounded);
        await _server.CommandAsync("CONFIG", "SET", "min-replicas-to-write", "1");

        await RefusedAsync(() => _store.CommitAsync(_key, Upon(0), _bounded));
    }

    [Fact]
    public async Task A_server_that_is_still_loading_is_unavailable_until_it_is_done()
    {
        await _store.CommitAsync(_key, Upon(0), _bounded);
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(number => _server.CommandAsync("SET", $"ballast-{number}", "x")));
        await _server.CommandAsync("CONFIG", "SET", "key-load-delay", "500");

        // Loads its own file anew, slowly, and looks up every 1,024 commands to answer LOADING.
        var loading = _server.CommandAsync("DEBUG", "LOADAOF");

        await Recovering.UntilAsync(async () =>
        {
            try
            {
                await _store.CommitAsync(_key, Upon(7), _bounded);
                return loading.IsCompleted;
            }
            catch (StoreUnavailableException fault)
            {
                Assert.IsNotType<CommitFateUnknownException>(fault);
                return true;
            }
        });
        Assert.False(loading.IsCompleted);

        await _server.CommandAsync("CONFIG", "SET", "key-load-delay", "0");
        Assert.Equal(1, Version(await Recovering.LoadAsync(_store, _key)));
    }

    [Fact]
    public async Task A_wrong_password_is_unavailable()
    {
        await _server.CommandAsync("CONFIG", "SET", "requirepass", "right");
        await using var wrong = new RedisTrajectoryStore(Options(_server.Endpoint, "wrong"), TimeProvider.System);
        await using var right = new RedisTrajectoryStore(Options(_server.Endpoint, "right"), TimeProvider.System);

        await RefusedAsync(() => wrong.CommitAsync(_key, Upon(0), _bounded));
        Assert.Equal(CommitResult.Committed, await right.CommitAsync(_key, Upon(0), _bounded));
    }

    private static async Task RefusedAsync(Func<Task> call)
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.IsNotType<CommitFateUnknownException>(fault);
    }

    private static RedisTrajectoryStore To(string endpoint) => new(Options(endpoint, null), TimeProvider.System);

    private static RedisOptions Options(string endpoint, string? password)
        => new() { Endpoints = endpoint, Password = password, CallTimeout = TimeSpan.FromSeconds(5) };
}
