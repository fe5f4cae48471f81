using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>Where a cluster keeps what: spread over all primaries, and found again after it was moved.</summary>
[Collection(nameof(SharedCluster))]
public sealed class RedisClusterSlotTests(SharedCluster shared)
{
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    [Fact]
    public async Task What_many_services_keep_lies_on_every_primary()
    {
        var keys = Enumerable.Range(0, 24).Select(number => new EpisodeKey($"spread-{number % 6}", $"e-{number}")).ToArray();
        await Task.WhenAll(keys.Select(key => shared.Store.CommitAsync(key, Upon(0), _bounded)));

        var found = new List<int>();
        foreach (var primary in await shared.Cluster.PrimariesAsync())
        {
            found.Add((await primary.CliAsync("KEYS", "sc:{spread-*:ep:*")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        Assert.Equal(3, found.Count);
        Assert.All(found, count => Assert.True(count > 0, "A primary got nothing."));
        Assert.Equal(keys.Length, found.Sum());
    }

    [Fact]
    public async Task A_probe_writes_to_every_primary()
    {
        Assert.Equal(new StoreCoverage(3, 3), await shared.Store.ProbeAsync(_bounded));

        foreach (var primary in await shared.Cluster.PrimariesAsync())
        {
            Assert.NotEmpty(await primary.CliAsync("KEYS", "sc:probe*"));
        }
    }

    [Fact]
    public async Task Slots_moved_one_by_one_under_load_lose_and_double_nothing()
    {
        const string Service = "moving";
        var keys = EpisodeTag.All(Service).Select(tag => Enumerable.Range(0, int.MaxValue).Select(number => new EpisodeKey(Service, $"e-{number}"))
            .First(key => EpisodeTag.Of(key) == tag)).ToArray();
        using var moved = new CancellationTokenSource();
        var writers = keys.Select(key => WriteUntilAsync(key, moved.Token)).ToArray();

        foreach (var key in keys)
        {
            var name = new RedisKeys(EpisodeTag.Of(key)).Epoch.ToString();
            var (slot, from) = (await shared.Cluster.SlotOfAsync(name), await shared.Cluster.OwnerOfAsync(name));
            var primaries = await shared.Cluster.PrimariesAsync();
            var to = primaries[(primaries.ToList().IndexOf(from) + 1) % primaries.Count];
            await shared.Cluster.MoveSlotAsync(slot, from, to);
            Assert.Equal(to.Port, (await shared.Cluster.OwnerOfAsync(name)).Port);
        }

        await moved.CancelAsync();
        var written = await Task.WhenAll(writers).WaitAsync(_bounded);

        for (var writer = 0; writer < keys.Length; writer++)
        {
            Assert.True(written[writer] > 0, "A writer came to nothing.");
            Assert.Equal(written[writer], Version(await shared.Store.LoadAsync(keys[writer], null, _bounded)));
            var log = await shared.Store.Index.ReadLogAsync(EpisodeTag.Of(keys[writer]), null, 100_000, _bounded);
            Assert.Equal(Enumerable.Range(1, written[writer]), log.Select(entry => entry.Version));

            // And goes on where the slot is now, at once.
            Assert.Equal(CommitResult.Committed, await shared.Store.CommitAsync(keys[writer], Upon(written[writer]), _bounded));
        }
    }

    /// <summary>Writes version after version as the ledger does: what cannot be known is looked up. Tells how many it wrote.</summary>
    private async Task<int> WriteUntilAsync(EpisodeKey key, CancellationToken stop)
    {
        var version = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Assert.Equal(CommitResult.Committed, await shared.Store.CommitAsync(key, Upon(version), _bounded));
                version++;
            }
            catch (StoreUnavailableException fault)
            {
                var found = Version(await Recovering.LoadAsync(shared.Store, key));
                Assert.InRange(found, version, fault is CommitFateUnknownException ? version + 1 : version);
                version = found;
            }
        }

        return version;
    }
}
