using System.Diagnostics;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A primary is killed: its episodes are unavailable until its replica is promoted, all others go on.</summary>
public sealed class RedisClusterFailOverTests : IAsyncLifetime
{
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(150)).Token;
    private RedisCluster _cluster = null!;
    private RedisTrajectoryStore _store = null!;

    public async Task InitializeAsync()
    {
        _cluster = await RedisCluster.StartAsync(TimeSpan.FromSeconds(4));
        _store = To(replicas: 0);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task The_episodes_of_a_killed_primary_are_unavailable_until_its_replica_takes_over()
    {
        var (victim, on, elsewhere) = await TwoEpisodesAsync();
        await _store.CommitAsync(on, Upon(0), _bounded);
        await _store.CommitAsync(elsewhere, Upon(0), _bounded);
        Assert.Equal(new StoreCoverage(3, 3), await _store.ProbeAsync(_bounded));

        // However slow this machine is: nobody takes over before it was seen that nobody did.
        var replica = await _cluster.ReplicaOfAsync(victim);
        await replica.CliAsync("CONFIG", "SET", "cluster-replica-no-failover", "yes");
        await victim.KillAsync();
        var asked = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => _store.CommitAsync(on, Upon(1), _bounded));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, 2 * s_callTimeout);
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(elsewhere, Upon(1), _bounded));
        Assert.Equal(new StoreCoverage(2, 3), await _store.ProbeAsync(_bounded));
        await replica.CliAsync("CONFIG", "SET", "cluster-replica-no-failover", "no");

        var found = Version(await Recovering.LoadAsync(_store, on));
        await Recovering.UntilAsync(async () => await _store.CommitAsync(on, Upon(found), _bounded) == CommitResult.Committed);
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(elsewhere, Upon(2), _bounded));
        await _cluster.UntilTakenOverAsync(victim);
        await Recovering.UntilAsync(async () => await _store.ProbeAsync(_bounded) == new StoreCoverage(3, 3));

        // The one that was killed comes back as a replica and changes nothing.
        await victim.StartAgainAsync();
        await _cluster.UntilWholeAsync();
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(elsewhere, Upon(3), _bounded));
        Assert.Equal(found + 1, Version(await Recovering.LoadAsync(_store, on)));
    }

    [Fact]
    public async Task A_promoted_primary_acknowledges_once_it_has_a_replica_of_its_own()
    {
        await using var careful = To(replicas: 1);
        var (victim, on, elsewhere) = await TwoEpisodesAsync();
        Assert.Equal(CommitResult.Committed, await careful.CommitAsync(on, Upon(0), _bounded));
        var before = await careful.LoadAsync(on, null, _bounded);

        await victim.KillAsync();
        await _cluster.UntilTakenOverAsync(victim);

        // What was acknowledged is there; what the old primary wrote, the new one cannot vouch for.
        var after = await Recovering.LoadAsync(careful, on);
        Assert.Equal(1, Version(after));
        Assert.NotEqual(before.History, after.History);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => careful.SettleAsync(on, before, _bounded));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => careful.SettleAsync(on, after, _bounded));
        await Assert.ThrowsAsync<CommitFateUnknownException>(() => careful.CommitAsync(on, Upon(1), _bounded));
        Assert.Equal(CommitResult.Committed, await careful.CommitAsync(elsewhere, Upon(0), _bounded));
        Assert.Equal(new StoreCoverage(2, 3), await careful.ProbeAsync(_bounded));

        await victim.StartAgainAsync();
        await _cluster.UntilWholeAsync();
        await Recovering.UntilAsync(async () =>
        {
            await careful.SettleAsync(on, await careful.LoadAsync(on, null, _bounded), _bounded);
            return true;
        });

        // Its followers have everything by now; it still does not speak for the one before it.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => careful.SettleAsync(on, before, _bounded));
        Assert.Equal(2, Version(await careful.LoadAsync(on, null, _bounded)));
        Assert.Equal(CommitResult.Committed, await careful.CommitAsync(on, Upon(2), _bounded));
        Assert.Equal(new StoreCoverage(3, 3), await careful.ProbeAsync(_bounded));
    }

    [Fact]
    public async Task A_primary_that_hangs_is_told_as_away_and_replaced()
    {
        await using var careful = To(replicas: 1);
        var (victim, on, elsewhere) = await TwoEpisodesAsync();
        Assert.Equal(CommitResult.Committed, await careful.CommitAsync(on, Upon(0), _bounded));
        Assert.Equal(new StoreCoverage(3, 3), await _store.ProbeAsync(_bounded));

        await victim.SuspendAsync();
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(elsewhere, Upon(0), _bounded));
        var found = Version(await Recovering.LoadAsync(_store, on));
        await Recovering.UntilAsync(async () => await _store.CommitAsync(on, Upon(found), _bounded) == CommitResult.Committed);

        // Awake again it still takes itself for the primary, for a moment; nothing that is acknowledged may end there.
        var created = Enumerable.Range(0, int.MaxValue).Select(number => new EpisodeKey(on.Service, $"created-{number}"))
            .Where(key => EpisodeTag.Of(key) == EpisodeTag.Of(on)).Take(8).ToArray();
        await victim.ResumeAsync();
        await Task.WhenAll(created.Select(key => Recovering.UntilAsync(() => CreateAsync(careful, key))));

        await _cluster.UntilWholeAsync();
        foreach (var key in created)
        {
            Assert.Equal(1, Version(await Recovering.LoadAsync(_store, key)));
        }

        await Recovering.UntilAsync(async () => await _store.CommitAsync(on, Upon(found + 1), _bounded) == CommitResult.Committed);
        Assert.Equal(found + 2, Version(await Recovering.LoadAsync(_store, on)));
    }

    /// <summary>As the ledger does: what is there already may be of an earlier try, and is as good once it is safe.</summary>
    private async Task<bool> CreateAsync(RedisTrajectoryStore store, EpisodeKey key)
    {
        if (await store.CommitAsync(key, Upon(0), _bounded) == CommitResult.Committed)
        {
            return true;
        }

        var found = await store.LoadAsync(key, null, _bounded);
        await store.SettleAsync(key, found, _bounded);
        return Version(found) == 1;
    }

    private RedisTrajectoryStore To(int replicas)
        => new(new RedisOptions { Endpoints = _cluster.Endpoints, CallTimeout = s_callTimeout, Replicas = replicas }, TimeProvider.System);

    /// <summary>A primary, an episode on it and one on another.</summary>
    private async Task<(RedisServer Victim, EpisodeKey On, EpisodeKey Elsewhere)> TwoEpisodesAsync()
    {
        var on = new EpisodeKey("leeds", "e-0");
        var victim = await OwnerAsync(on);
        for (var number = 1; ; number++)
        {
            var elsewhere = new EpisodeKey("leeds", $"e-{number}");
            if (await OwnerAsync(elsewhere) != victim)
            {
                return (victim, on, elsewhere);
            }
        }
    }

    private Task<RedisServer> OwnerAsync(EpisodeKey key) => _cluster.OwnerOfAsync(new RedisKeys(EpisodeTag.Of(key)).Epoch.ToString());
}
