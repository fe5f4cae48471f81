using System.Text;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What a commit keeps beside the trajectory: reply, due instant, open risk task, log, audit record.</summary>
public abstract partial class TrajectoryStoreContract
{
    [Fact]
    public async Task A_reply_is_kept_under_its_method_and_request()
    {
        await Store.CommitAsync(Key, Upon(0) with { Reply = Reply("r-1", "answer") }, Bounded);

        Assert.Equal("answer", await ReplyTextAsync(Triage("r-1")));
        Assert.Equal(string.Empty, await ReplyTextAsync(Triage("r-2")));
        Assert.Equal(string.Empty, await ReplyTextAsync(new ReplyKey(EpisodeMethod.Review, "r-1")));
        Assert.True((await Store.LoadAsync(Key, null, Bounded)).Reply.IsEmpty);
    }

    [Fact]
    public async Task Earlier_replies_stay_when_later_ones_come()
    {
        await Store.CommitAsync(Key, Upon(0) with { Reply = Reply("r-1", "one") }, Bounded);
        await Store.CommitAsync(Key, Upon(1) with { Reply = Reply("r-2", "two") }, Bounded);

        Assert.Equal("one", await ReplyTextAsync(Triage("r-1")));
        Assert.Equal("two", await ReplyTextAsync(Triage("r-2")));
    }

    [Fact]
    public async Task A_reply_is_gone_after_its_day()
    {
        await Store.CommitAsync(Key, Upon(0) with { Reply = Reply("r-1", "answer") }, Bounded);
        Assert.InRange(await ReplyLifetimeAsync(Key, Triage("r-1")), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));

        await LetReplyExpireAsync(Key, Triage("r-1"));

        Assert.Equal(string.Empty, await ReplyTextAsync(Triage("r-1")));
        Assert.Equal(1, Version(await Store.LoadAsync(Key, Triage("r-1"), Bounded)));
    }

    [Fact]
    public async Task The_earliest_due_instant_is_set_moved_and_cleared()
    {
        await Store.CommitAsync(Key, Upon(0) with { EarliestDue = Monday.AddDays(14) }, Bounded);
        Assert.Equal([new DueEpisode("e-1", Monday.AddDays(14))], await DueAsync(Monday.AddDays(14)));
        Assert.Empty(await DueAsync(Monday.AddDays(14).AddMilliseconds(-1)));

        await Store.CommitAsync(Key, Upon(1) with { EarliestDue = Monday.AddMilliseconds(1) }, Bounded);
        Assert.Equal([new DueEpisode("e-1", Monday.AddMilliseconds(1))], await DueAsync(Monday.AddDays(30)));

        await Store.CommitAsync(Key, Upon(2), Bounded);
        Assert.Empty(await DueAsync(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Due_episodes_come_longest_due_first_and_no_more_than_asked()
    {
        var inOneTag = InOneTag(3);
        for (var number = 0; number < inOneTag.Length; number++)
        {
            await Store.CommitAsync(inOneTag[number], Upon(0) with { EarliestDue = Monday.AddDays(-number) }, Bounded);
        }

        var due = await Index.ReadDueAsync(EpisodeTag.Of(inOneTag[0]), Monday, 2, Bounded);

        Assert.Equal([inOneTag[2].Episode, inOneTag[1].Episode], due.Select(episode => episode.Episode));
    }

    [Fact]
    public async Task The_oldest_open_risk_task_is_found_in_every_tag()
    {
        Assert.Null(await Store.OldestOpenRiskTaskAsync(_service, Bounded));

        var raised = Monday;
        var episodes = OneOfEveryTag();
        foreach (var episode in episodes)
        {
            raised = raised.AddMinutes(-1);
            await Store.CommitAsync(episode, Upon(0) with { OldestOpenRiskTask = raised }, Bounded);
            Assert.Equal(raised, await Store.OldestOpenRiskTaskAsync(_service, Bounded));
        }

        await Store.CommitAsync(episodes[^1], Upon(1), Bounded);
        Assert.Equal(raised.AddMinutes(1), await Store.OldestOpenRiskTaskAsync(_service, Bounded));
        await Store.CommitAsync(episodes[^2], Upon(1) with { OldestOpenRiskTask = Monday }, Bounded);
        Assert.Equal(raised.AddMinutes(2), await Store.OldestOpenRiskTaskAsync(_service, Bounded));
    }

    [Fact]
    public async Task The_log_has_one_entry_a_commit_in_their_order()
    {
        var inOneTag = InOneTag(2);
        await Store.CommitAsync(inOneTag[0], Upon(0) with { Log = new LogReference(EpisodeMethod.Triage, Leaf(1)) }, Bounded);
        await Store.CommitAsync(inOneTag[1], Upon(0) with { Log = new LogReference(EpisodeMethod.RecordEvents, Leaf(2)) }, Bounded);
        await Store.CommitAsync(inOneTag[0], Upon(0), Bounded);
        await Store.CommitAsync(inOneTag[0], Upon(1) with { Log = new LogReference(EpisodeMethod.CloseTask, Leaf(3)) }, Bounded);

        var log = await LogAsync(inOneTag[0]);

        Assert.Equal(
            [
                (inOneTag[0].Episode, 1, EpisodeMethod.Triage, Convert.ToHexString(Leaf(1))),
                (inOneTag[1].Episode, 1, EpisodeMethod.RecordEvents, Convert.ToHexString(Leaf(2))),
                (inOneTag[0].Episode, 2, EpisodeMethod.CloseTask, Convert.ToHexString(Leaf(3))),
            ],
            log.Select(entry => (entry.Episode, entry.Version, entry.Reference.Kind, Convert.ToHexString(entry.Reference.Leaf.Span))));
    }

    [Fact]
    public async Task The_log_is_read_on_from_where_one_stopped()
    {
        for (var version = 0; version < 7; version++)
        {
            await Store.CommitAsync(Key, Upon(version), Bounded);
        }

        var versions = new List<int>();
        string? after = null;
        while (await Index.ReadLogAsync(EpisodeTag.Of(Key), after, 3, Bounded) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            versions.AddRange(page.Select(entry => entry.Version));
            after = page[^1].Position;
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], versions);
    }

    [Fact]
    public async Task Audit_attributes_stay_until_replaced()
    {
        await Store.CommitAsync(Key, Upon(0) with { Audit = new byte[] { 0, 1, 255 } }, Bounded);
        await Store.CommitAsync(Key, Upon(1), Bounded);
        Assert.Equal([0, 1, 255], (await Store.LoadAuditAsync(Key, Bounded)).ToArray());

        await Store.CommitAsync(Key, Upon(2) with { Audit = new byte[] { 9 } }, Bounded);
        Assert.Equal([9], (await Store.LoadAuditAsync(Key, Bounded)).ToArray());

        await Store.CommitAsync(Key, Upon(3) with { Audit = ReadOnlyMemory<byte>.Empty }, Bounded);
        Assert.True((await Store.LoadAuditAsync(Key, Bounded)).IsEmpty);
    }

    [Fact]
    public async Task What_is_loaded_with_audit_attributes_is_what_is_loaded_without()
    {
        Assert.Equal(default, (await Store.LoadWithAuditAsync(Key, null, Bounded)).Epoch);

        var reply = new KeptReply(new ReplyKey(EpisodeMethod.Triage, "request-1"), new byte[] { 7 });
        await Store.CommitAsync(Key, Upon(0) with { Audit = new byte[] { 3 }, Reply = reply }, Bounded);
        foreach (var wanted in new ReplyKey?[] { null, reply.Key })
        {
            var (with, without) = (await Store.LoadWithAuditAsync(Key, wanted, Bounded), await Store.LoadAsync(Key, wanted, Bounded));

            Assert.Equal([3], with.Audit.ToArray());
            Assert.True(without.Audit.IsEmpty);
            Assert.Equal(without.Trajectory.ToArray(), with.Trajectory.ToArray());
            Assert.Equal(without.Reply.ToArray(), with.Reply.ToArray());
            Assert.Equal((without.Epoch, without.History), (with.Epoch, with.History));
        }
    }

    /// <summary>As retention does it: what the log has up to that entry is gone, and the log says so.</summary>
    private protected abstract Task TrimAsync(EpisodeTag tag, LogPosition through);

    /// <summary>As a loss of the store does it: that last entry is gone, and nobody says so.</summary>
    private protected abstract Task LoseAsync(EpisodeTag tag, LogPosition position);

    private protected abstract Task LetReplyExpireAsync(EpisodeKey key, ReplyKey reply);

    private protected abstract Task<TimeSpan> ReplyLifetimeAsync(EpisodeKey key, ReplyKey reply);

    private EpisodeKey[] InOneTag(int count)
        => [.. Enumerable.Range(0, 1000).Select(number => new EpisodeKey(_service, $"e-{number}")).GroupBy(EpisodeTag.Of).First().Take(count)];

    private async Task<string> ReplyTextAsync(ReplyKey reply) => Encoding.UTF8.GetString((await Store.LoadAsync(Key, reply, Bounded)).Reply.Span);
}
