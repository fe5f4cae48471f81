using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>The open tasks of a service, as commits leave them.</summary>
public abstract partial class TrajectoryStoreContract
{
    private static readonly OpenTask s_review = new(TaskKind.ReviewDue, Monday.AddDays(3), Monday, Step.Low, IsAcknowledged: false);

    [Fact]
    public async Task A_commit_puts_open_tasks_on_the_list_and_the_next_takes_them_off()
    {
        await Store.CommitAsync(Key, Upon(0) with { OpenTasks = [s_review, s_review with { Kind = TaskKind.SameDay }] }, Bounded);
        Assert.Equal([TaskKind.SameDay, TaskKind.ReviewDue], (await OpenAsync()).Select(entry => entry.Task.Kind));

        var later = s_review with { Step = Step.High, IsAcknowledged = true, Due = Monday.AddDays(1) };
        await Store.CommitAsync(Key, Upon(1) with { OpenTasks = [later] }, Bounded);
        Assert.Equal([new WorklistEntry(Key.Episode, later)], await OpenAsync());

        await Store.CommitAsync(Key, Upon(2) with { OpenTasks = [] }, Bounded);
        Assert.Empty(await OpenAsync());
        Assert.Empty(await Worklist.CountAsync(_service, Monday, Bounded));
    }

    [Fact]
    public async Task A_refused_commit_leaves_the_list_as_it_was()
    {
        await Store.CommitAsync(Key, Upon(0) with { OpenTasks = [s_review] }, Bounded);

        Assert.Equal(CommitResult.VersionMoved, await Store.CommitAsync(Key, Upon(0) with { OpenTasks = [] }, Bounded));
        Assert.Equal(CommitResult.EpochMoved, await Store.CommitAsync(Key, Upon(1) with { Epoch = 9, OpenTasks = [] }, Bounded));

        Assert.Equal([new WorklistEntry(Key.Episode, s_review)], await OpenAsync());
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_urgency_then_due_then_raised_whatever_the_tag_and_comes_page_by_page()
    {
        var chance = new Random(7);
        var kinds = Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.None).ToArray();
        var expected = new List<WorklistEntry>();
        await Task.WhenAll(Enumerable.Range(0, 120).Select(async number =>
        {
            // Names that begin as others do, and instants that are the same: the places must differ all the same.
            var episode = new EpisodeKey(_service, number % 3 == 0 ? $"e{number}" : number % 3 == 1 ? $"e{number - 1}.x" : $"e{number - 2}-");
            ImmutableArray<OpenTask> tasks;
            lock (chance)
            {
                tasks =
                [
                    .. kinds.Where(_ => chance.Next(4) == 0).Select(kind => new OpenTask(
                        kind, Monday.AddDays(chance.Next(3)), Monday.AddHours(-chance.Next(3)), (Step)chance.Next(5), chance.Next(2) == 0)),
                ];
                expected.AddRange(tasks.Select(task => new WorklistEntry(episode.Episode, task)));
            }

            Assert.Equal(CommitResult.Committed, await Store.CommitAsync(episode, Upon(0) with { OpenTasks = tasks }, Bounded));
        }));
        expected = [.. expected.OrderBy(entry => entry.Task.Urgency).ThenBy(entry => entry.Task.Due).ThenBy(entry => entry.Task.RaisedAt).ThenBy(entry => entry.Task.Kind)
            .ThenBy(entry => entry.Episode, StringComparer.Ordinal)];

        var found = new List<WorklistEntry>();
        IReadOnlyList<WorklistEntry> page;
        do
        {
            page = await Worklist.ReadAsync(_service, WorklistFilter.All, found.Count == 0 ? null : found[^1].Place, 17, Bounded);
            found.AddRange(page);
        }
        while (page.Count == 17);

        Assert.Equal(expected, found);
        Assert.Equal(
            expected.GroupBy(entry => entry.Task.Urgency).Select(of => new WorklistCount(of.Key, of.Count(), of.Count(entry => entry.Task.Due < Monday.AddDays(1)))),
            await Worklist.CountAsync(_service, Monday.AddDays(1), Bounded));
        foreach (var filter in (WorklistFilter[])
            [
                new([TaskKind.ReviewDue, TaskKind.SameDay], [], null, null),
                new([], [Step.None, Step.High], null, null),
                new([], [], true, null),
                new([], [], false, null),
                new([], [], null, Monday.AddHours(-1)),
                new([TaskKind.NoContact], [Step.Low], false, Monday.AddHours(-2)),
            ])
        {
            Assert.Equal(
                expected.Where(entry => (filter.Kinds.IsEmpty || filter.Kinds.Contains(entry.Task.Kind)) && (filter.Steps.IsEmpty || filter.Steps.Contains(entry.Task.Step))
                    && (filter.IsAcknowledged ?? entry.Task.IsAcknowledged) == entry.Task.IsAcknowledged && !(entry.Task.RaisedAt > filter.RaisedBy)),
                await Worklist.ReadAsync(_service, filter, null, 1_000, Bounded));
        }
    }

    [Fact]
    public async Task A_page_goes_on_behind_a_task_that_was_closed_or_taken_on_meanwhile()
    {
        await Store.CommitAsync(Key, Upon(0) with { OpenTasks = [s_review] }, Bounded);
        var other = new EpisodeKey(_service, "e-10");
        await Store.CommitAsync(other, Upon(0) with { OpenTasks = [s_review] }, Bounded);
        var first = Assert.Single(await Worklist.ReadAsync(_service, WorklistFilter.All, null, 1, Bounded));
        Assert.Equal(Key.Episode, first.Episode);

        await Store.CommitAsync(Key, Upon(1) with { OpenTasks = [s_review with { IsAcknowledged = true }] }, Bounded);
        Assert.Equal(other.Episode, Assert.Single(await Worklist.ReadAsync(_service, WorklistFilter.All, first.Place, 9, Bounded)).Episode);

        await Store.CommitAsync(Key, Upon(2), Bounded);
        Assert.Equal(other.Episode, Assert.Single(await Worklist.ReadAsync(_service, WorklistFilter.All, first.Place, 9, Bounded)).Episode);
    }

    [Fact]
    public async Task Services_have_lists_of_their_own()
    {
        await Store.CommitAsync(Key, Upon(0) with { OpenTasks = [s_review] }, Bounded);

        Assert.Empty(await Worklist.ReadAsync(_service + "-x", WorklistFilter.All, null, 10, Bounded));
    }

    [Fact]
    public async Task A_place_in_the_log_is_held_until_what_follows_it_is_trimmed()
    {
        var tag = EpisodeTag.Of(Key);
        Assert.Equal(default, await LogTail.BoundsAsync(tag, Bounded));
        Assert.Equal([], await LogTail.ReadOnAsync(tag, default, 10, Bounded));
        for (var version = 0; version < 5; version++)
        {
            await Store.CommitAsync(Key, Upon(version), Bounded);
        }

        var all = await LogTail.ReadOnAsync(tag, default, 10, Bounded);
        var places = all!.Select(entry => LogPosition.Parse(entry.Position)).ToArray();
        Assert.Equal(new LogBounds(default, places[4], null), await LogTail.BoundsAsync(tag, Bounded));

        await TrimAsync(tag, places[1]);

        Assert.Null(await LogTail.ReadOnAsync(tag, default, 10, Bounded));
        Assert.Null(await LogTail.ReadOnAsync(tag, places[0], 10, Bounded));
        Assert.Equal([3, 4, 5], (await LogTail.ReadOnAsync(tag, places[1], 10, Bounded))!.Select(entry => entry.Version));
        Assert.Equal([4], (await LogTail.ReadOnAsync(tag, places[2], 1, Bounded))!.Select(entry => entry.Version));
        Assert.Equal([], await LogTail.ReadOnAsync(tag, places[4], 10, Bounded));
        Assert.Equal(new LogBounds(places[1], places[4], Monday), await LogTail.BoundsAsync(tag, Bounded));
        Assert.Equal(3, (await LogTail.FirstAfterAsync(tag, default, Bounded))?.Version);

        await TrimAsync(tag, places[4]);

        Assert.Equal([], await LogTail.ReadOnAsync(tag, places[4], 10, Bounded));
        Assert.Equal(new LogBounds(places[4], places[4], Monday), await LogTail.BoundsAsync(tag, Bounded));
        Assert.Null(await LogTail.FirstAfterAsync(tag, default, Bounded));
    }

    [Fact]
    public async Task A_place_whose_entry_the_store_lost_is_held_no_more()
    {
        var tag = EpisodeTag.Of(Key);
        await Store.CommitAsync(Key, Upon(0), Bounded);
        await Store.CommitAsync(Key, Upon(1), Bounded);
        var lost = (await LogTail.BoundsAsync(tag, Bounded)).End;

        await LoseAsync(tag, lost);

        Assert.Null(await LogTail.ReadOnAsync(tag, lost, 10, Bounded));
    }

    private Task<IReadOnlyList<WorklistEntry>> OpenAsync() => Worklist.ReadAsync(_service, WorklistFilter.All, null, 100, Bounded);
}
