using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What a store keeps of when episodes fall due, and how that is worked out anew.</summary>
public abstract partial class TrajectoryStoreContract
{
    [Fact]
    public async Task A_due_instant_is_set_moved_and_cleared_without_a_new_version()
    {
        await Store.CommitAsync(Key, Upon(0) with { EarliestDue = Monday.AddDays(14), OldestOpenRiskTask = Monday }, Bounded);
        var before = (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray();

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, Monday, Bounded));
        Assert.Equal([new DueEpisode("e-1", Monday)], await DueAsync(Monday));

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, null, Bounded));
        Assert.Empty(await DueAsync(DateTimeOffset.MaxValue));

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, Monday.AddDays(1), Bounded));
        Assert.Equal([new DueEpisode("e-1", Monday.AddDays(1))], await DueAsync(Monday.AddDays(1)));

        Assert.Equal(before, (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray());
        Assert.Single(await LogAsync(Key));
        Assert.Equal(Monday, await Store.OldestOpenRiskTaskAsync(_service, Bounded));
    }

    [Fact]
    public async Task A_due_instant_of_another_version_or_epoch_is_not_set()
    {
        await UnderAsync(7);
        await Store.CommitAsync(Key, Upon(0) with { Epoch = 7, EarliestDue = Monday }, Bounded);
        await Store.CommitAsync(Key, Upon(1) with { Epoch = 7, EarliestDue = Monday }, Bounded);
        var before = await EverythingAsync();

        Assert.Equal(CommitResult.VersionMoved, await Store.ReindexAsync(Key, 1, 7, Monday.AddDays(1), Bounded));
        Assert.Equal(CommitResult.VersionMoved, await Store.ReindexAsync(Key, 3, 7, null, Bounded));
        Assert.Equal(CommitResult.EpochMoved, await Store.ReindexAsync(Key, 2, 6, Monday.AddDays(1), Bounded));
        Assert.Equal(before, await EverythingAsync());
        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 2, 7, Monday.AddDays(1), Bounded));
    }

    [Fact]
    public async Task An_episode_that_is_not_there_is_not_due()
    {
        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 0, null, null, Bounded));

        Assert.Empty(await DueAsync(DateTimeOffset.MaxValue));
        Assert.True((await Store.LoadAsync(Key, null, Bounded)).Trajectory.IsEmpty);
    }

    [Fact]
    public async Task The_episodes_of_a_tag_come_page_by_page_each_once_with_its_trajectory()
    {
        var inOneTag = InOneTag(7);
        foreach (var episode in inOneTag)
        {
            await Store.CommitAsync(episode, Upon(0), Bounded);
        }

        await Store.CommitAsync(inOneTag[3], Upon(1), Bounded);
        foreach (var count in (int[])[1, 3, 100])
        {
            var met = new List<ScannedEpisode>();
            for (EpisodePage page = new([], null), next = default; ; page = next)
            {
                next = await Index.ReadEpisodesAsync(EpisodeTag.Of(inOneTag[0]), page.Next, count, Bounded);
                met.AddRange(next.Episodes);
                if (next.Next is null)
                {
                    break;
                }
            }

            Assert.Equal(inOneTag, met.Select(episode => episode.Key));
            Assert.Equal([1, 1, 1, 2, 1, 1, 1], met.Select(episode => TrajectoryHeader.VersionOf(episode.Trajectory.Span)));
        }

        Assert.Empty((await Index.ReadEpisodesAsync(new EpisodeTag($"{_service}-x", 0), null, 10, Bounded)).Episodes);
    }

    [Fact]
    public async Task How_far_a_tag_was_worked_out_anew_is_kept_beside_its_epoch()
    {
        var (tag, another) = (new EpisodeTag(_service, 3), new EpisodeTag(_service, 4));
        Assert.Equal(new TagRecount(default, string.Empty), await Index.ReadRecountAsync(tag, Bounded));

        await UnderAsync(new TagEpoch(7, 0x0123456789abcdef));
        await Index.WriteRecountAsync(tag, "somewhere", Bounded);
        await Index.WriteRecountAsync(tag, "further", Bounded);

        Assert.Equal(new TagRecount(new TagEpoch(7, 0x0123456789abcdef), "further"), await Index.ReadRecountAsync(tag, Bounded));
        Assert.Equal(new TagRecount(new TagEpoch(7, 0x0123456789abcdef), string.Empty), await Index.ReadRecountAsync(another, Bounded));
    }
}
