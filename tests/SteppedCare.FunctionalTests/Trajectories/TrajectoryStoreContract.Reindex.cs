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

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, new(Monday), Bounded));
        Assert.Equal([new DueEpisode("e-1", Monday)], await DueAsync(Monday));

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, new(null), Bounded));
        Assert.Empty(await DueAsync(DateTimeOffset.MaxValue));

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, null, new(Monday.AddDays(1)), Bounded));
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

        Assert.Equal(CommitResult.VersionMoved, await Store.ReindexAsync(Key, 1, 7, new(Monday.AddDays(1)), Bounded));
        Assert.Equal(CommitResult.VersionMoved, await Store.ReindexAsync(Key, 3, 7, new(null), Bounded));
        Assert.Equal(CommitResult.EpochMoved, await Store.ReindexAsync(Key, 2, 6, new(Monday.AddDays(1)), Bounded));
        Assert.Equal(before, await EverythingAsync());
        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 2, 7, new(Monday.AddDays(1)), Bounded));
    }

    [Fact]
    public async Task What_is_open_is_set_anew_without_a_new_version_and_only_where_nothing_moved()
    {
        await UnderAsync(7);
        await Store.CommitAsync(Key, Upon(0) with { Epoch = 7, EarliestDue = Monday, OpenTasks = [s_review, s_review with { Kind = TaskKind.NoContact }] }, Bounded);
        var anew = s_review with { Step = Step.High };

        Assert.Equal(CommitResult.VersionMoved, await Store.ReindexAsync(Key, 2, 7, new(Monday, []), Bounded));
        Assert.Equal(CommitResult.EpochMoved, await Store.ReindexAsync(Key, 1, 6, new(Monday, []), Bounded));
        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, 7, new(Monday), Bounded));
        Assert.Equal(2, (await OpenAsync()).Count);

        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 1, 7, new(Monday, [anew]), Bounded));
        Assert.Equal([new WorklistEntry(Key.Episode, anew)], await OpenAsync());

        await Store.CommitAsync(Key, Upon(1) with { Epoch = 7, OpenTasks = [] }, Bounded);
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task Episodes_whose_beginning_was_taken_off_the_log_still_come()
    {
        var inOneTag = InOneTag(7);
        var tag = EpisodeTag.Of(inOneTag[0]);
        foreach (var episode in inOneTag)
        {
            await Store.CommitAsync(episode, Upon(0), Bounded);
        }

        await Store.CommitAsync(inOneTag[1], Upon(1), Bounded);
        var places = (await Index.ReadLogAsync(tag, null, 100, Bounded)).Select(entry => LogPosition.Parse(entry.Position)).ToArray();
        foreach (var through in (int[])[3, 6, 7])
        {
            await TrimAsync(tag, places[through]);
            foreach (var count in (int[])[1, 3, 100])
            {
                var met = new List<string>();
                for (string? place = null; ;)
                {
                    var page = await Index.ReadEpisodesAsync(tag, place, count, Bounded);
                    met.AddRange(page.Episodes.Select(episode => episode.Key.Episode));
                    if ((place = page.Next) is null)
                    {
                        break;
                    }
                }

                Assert.Equal(inOneTag.Select(episode => episode.Episode).Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task An_episode_that_is_not_there_is_not_due()
    {
        Assert.Equal(CommitResult.Committed, await Store.ReindexAsync(Key, 0, null, new(null), Bounded));

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

            // In the order of the log, or of the names.
            Assert.Equal(
                inOneTag.Select((episode, place) => (episode.Episode, place == 3 ? 2 : 1)).Order(),
                met.Select(episode => (episode.Key.Episode, TrajectoryHeader.VersionOf(episode.Trajectory.Span))).Order());
            Assert.All(met, episode => Assert.Equal(_service, episode.Key.Service));
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
