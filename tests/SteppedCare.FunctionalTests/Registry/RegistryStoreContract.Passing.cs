using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What lives for moments only: leases, who is ready, what is asked for, counts.</summary>
public abstract partial class RegistryStoreContract
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(50);

    private static readonly RevisionName s_first = new("talking-therapies", "2026.1", new string('a', 64));
    private static readonly RevisionName s_second = new("talking-therapies", "2026.2", new string('b', 64));

    [Fact]
    public async Task A_lease_is_held_by_one_and_prolonged_by_its_holder()
    {
        Assert.True(await Store.TryLeaseAsync("rollouts", "one", s_long, Bounded));
        Assert.False(await Store.TryLeaseAsync("rollouts", "two", s_long, Bounded));
        Assert.True(await Store.TryLeaseAsync("rollouts", "one", s_long, Bounded));
        Assert.True(await Store.TryLeaseAsync("other", "two", s_long, Bounded));
        Assert.False(await Store.TryLeaseAsync("rollouts", "two", s_long, Bounded));
    }

    [Fact]
    public async Task A_lease_that_ended_is_anybodys()
    {
        Assert.True(await Store.TryLeaseAsync("rollouts", "one", s_short, Bounded));

        await Recovering.UntilAsync(() => Store.TryLeaseAsync("rollouts", "two", s_long, Bounded));

        Assert.False(await Store.TryLeaseAsync("rollouts", "one", s_long, Bounded));
    }

    [Fact]
    public async Task A_replica_is_there_while_it_beats_with_its_latest_word()
    {
        await Store.BeatAsync(new ReplicaBeat("host-b/2", []), s_long, Bounded);
        await Store.BeatAsync(new ReplicaBeat("host-a/1", []), s_long, Bounded);
        await Store.BeatAsync(new ReplicaBeat("host-a/1", [s_first.Digest, s_second.Digest]), s_long, Bounded);

        var found = await Store.ReplicasAsync(Bounded);

        Assert.Equal(["host-a/1", "host-b/2"], found.Select(beat => beat.Replica));
        Assert.Equal(new[] { s_first.Digest, s_second.Digest }, found[0].Holds.AsEnumerable());

        await Store.LeaveAsync("host-a/1", Bounded);
        Assert.Equal(["host-b/2"], (await Store.ReplicasAsync(Bounded)).Select(beat => beat.Replica));
    }

    [Fact]
    public async Task A_replica_that_fell_silent_is_gone_and_the_others_stay()
    {
        await Store.BeatAsync(new ReplicaBeat("stays", []), s_long, Bounded);
        await Store.BeatAsync(new ReplicaBeat("silent", []), s_short, Bounded);

        await Recovering.UntilAsync(async () => (await Store.ReplicasAsync(Bounded)).Length == 1);

        Assert.Equal("stays", (await Store.ReplicasAsync(Bounded))[0].Replica);
    }

    [Fact]
    public async Task What_several_ask_for_is_asked_for_until_the_last_of_them_gives_up()
    {
        await Store.WantAsync([s_first], s_long, Bounded);
        await Store.WantAsync([s_first, s_second], s_short, Bounded);

        await Recovering.UntilAsync(async () => (await Store.WantedAsync(Bounded)).Length == 1);

        Assert.Equal(new[] { s_first }, (await Store.WantedAsync(Bounded)).AsEnumerable());
        await Store.WantAsync([s_second], s_long, Bounded);
        Assert.Equal(new[] { s_first, s_second }, (await Store.WantedAsync(Bounded)).AsEnumerable());
    }

    [Fact]
    public async Task Counts_add_up_whoever_adds_them_and_belong_to_one_rollout()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Store.AddCountsAsync(_service, 3, CountKind.Arm, new Dictionary<string, long> { ["a"] = 2, ["b c"] = 5 }, Bounded))));
        await Store.AddCountsAsync(_service, 4, CountKind.Arm, new Dictionary<string, long> { ["a"] = 1 }, Bounded);

        var found = await Store.CountsAsync(_service, 3, CountKind.Arm, Bounded);

        Assert.Equal([("a", 20), ("b c", 50)], found.OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
        Assert.Equal(1, (await Store.CountsAsync(_service, 4, CountKind.Arm, Bounded))["a"]);
        Assert.Empty(await Store.CountsAsync(_service, 5, CountKind.Arm, Bounded));
    }

    [Fact]
    public async Task Counts_of_a_rollout_that_the_store_lost_are_not_those_of_the_next_one_with_its_number()
    {
        await Store.AddCountsAsync(_service, new TagEpoch(6, 1), CountKind.Arm, new Dictionary<string, long> { ["a"] = 2 }, Bounded);
        await Store.AddCountsAsync(_service, new TagEpoch(6, long.MinValue), CountKind.Arm, new Dictionary<string, long> { ["a"] = 3 }, Bounded);

        Assert.Equal(2, (await Store.CountsAsync(_service, new TagEpoch(6, 1), CountKind.Arm, Bounded))["a"]);
        Assert.Equal(3, (await Store.CountsAsync(_service, new TagEpoch(6, long.MinValue), CountKind.Arm, Bounded))["a"]);
        Assert.Empty(await Store.CountsAsync(_service, 6, CountKind.Arm, Bounded));
    }

    [Fact]
    public async Task Counts_keep_no_more_names_than_they_may_and_go_on_counting_those()
    {
        for (var thousand = 0; thousand < 11; thousand++)
        {
            await Store.AddCountsAsync(_service, 1, CountKind.Arm, Enumerable.Range(thousand * 1000, 1000).ToDictionary(name => $"name {name}", _ => 1L), Bounded);
        }

        await Store.AddCountsAsync(_service, 1, CountKind.Arm, new Dictionary<string, long> { ["name 0"] = 6, ["late"] = 1 }, Bounded);

        var found = await Store.CountsAsync(_service, 1, CountKind.Arm, Bounded);
        Assert.Equal(IRegistryStore.MostCounts, found.Count);
        Assert.Equal(7, found["name 0"]);
        Assert.False(found.ContainsKey("late"));

        await Store.AddCountsAsync(_service, 1, CountKind.Sample, new Dictionary<string, long> { ["late"] = 1 }, Bounded);
        Assert.Equal(["late"], (await Store.CountsAsync(_service, 1, CountKind.Sample, Bounded)).Keys);
    }

    [Fact]
    public async Task A_scan_meets_every_episode_of_the_service_once_and_no_others()
    {
        var keys = Enumerable.Range(0, 1200).Select(number => new EpisodeKey(_service, $"e-{number}")).ToArray();
        await Parallel.ForEachAsync(keys, Bounded, async (key, token) => await Trajectories.CommitAsync(key, AnEpisode.Upon(0), token));
        await Trajectories.CommitAsync(keys[0], AnEpisode.Upon(1), Bounded);
        await Trajectories.CommitAsync(new EpisodeKey(_service + "x", "e-1"), AnEpisode.Upon(0), Bounded);

        var found = new List<ScannedEpisode>();
        await foreach (var episode in (Trajectories as ITrajectoryIndex ?? ((RedisTrajectoryStore)Trajectories).Index).ScanAsync(_service, Bounded))
        {
            found.Add(episode);
        }

        Assert.Equal(keys.Select(key => key.Episode).Order(StringComparer.Ordinal), found.Select(episode => episode.Key.Episode).Order(StringComparer.Ordinal));
        Assert.All(found, episode => Assert.Equal(_service, episode.Key.Service));
        var versions = found.ToDictionary(episode => episode.Key.Episode, episode => BitConverter.ToInt32(episode.Trajectory.Span[1..5]));
        Assert.Equal(2, versions["e-0"]);
        Assert.Equal(1, versions["e-1"]);
    }
}
