using System.Text;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What every store promises. Each test has a service of its own, so that they can share a server.</summary>
public abstract partial class TrajectoryStoreContract : IAsyncLifetime
{
    private static int s_services;

    private protected readonly string _service = $"service-{Environment.ProcessId}-{Interlocked.Increment(ref s_services)}";

    private protected abstract ITrajectoryStore Store { get; }

    private protected abstract ITrajectoryIndex Index { get; }

    private protected abstract IRegistryStore Registry { get; }

    private protected abstract IWorklistIndex Worklist { get; }

    private protected abstract ILogTail LogTail { get; }

    private protected CancellationToken Bounded { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private protected EpisodeKey Key => new(_service, "e-1");

    public abstract Task InitializeAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_unknown_episode_is_empty()
    {
        var found = await Store.LoadAsync(Key, Triage("r-1"), Bounded);

        Assert.True(found.Trajectory.IsEmpty);
        Assert.True(found.Reply.IsEmpty);
        Assert.Equal(default, found.Epoch);
        Assert.True((await Store.LoadAuditAsync(Key, Bounded)).IsEmpty);
    }

    [Fact]
    public async Task What_was_committed_is_loaded_byte_for_byte()
    {
        var everyByte = Trajectory(1, 2048);

        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(Key, Upon(0) with { Trajectory = everyByte }, Bounded));

        Assert.Equal(everyByte, (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray());
    }

    [Fact]
    public async Task Each_commit_replaces_the_trajectory_as_a_whole()
    {
        await Store.CommitAsync(Key, Upon(0) with { Trajectory = Trajectory(1, 4096) }, Bounded);
        await Store.CommitAsync(Key, Upon(1) with { Trajectory = Trajectory(2, 300) }, Bounded);

        Assert.Equal(Trajectory(2, 300), (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray());
    }

    [Fact]
    public async Task A_trajectory_of_a_quarter_of_a_mebibyte_is_kept()
    {
        var large = Trajectory(1, 256 * 1024);

        await Store.CommitAsync(Key, Upon(0) with { Trajectory = large }, Bounded);

        Assert.Equal(large, (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray());
    }

    [Fact]
    public async Task A_header_that_is_not_the_next_version_is_a_broken_promise()
    {
        var wrong = Upon(0) with { Trajectory = Trajectory(2, 100) };
        var short4 = Upon(0) with { Trajectory = new byte[] { 1, 1, 0, 0 } };
        var otherFormat = Upon(0) with { Trajectory = new byte[] { 2, 1, 0, 0, 0 } };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CommitAsync(Key, wrong, Bounded));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CommitAsync(Key, short4, Bounded));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CommitAsync(Key, otherFormat, Bounded));

        Assert.True((await Store.LoadAsync(Key, null, Bounded)).Trajectory.IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_upon_another_version_writes_nothing(int expected)
    {
        await CommitFullyAsync(0, "first");
        await CommitFullyAsync(1, "second");
        var before = await EverythingAsync();

        var result = await Store.CommitAsync(Key, Different(expected), Bounded);

        Assert.Equal(CommitResult.VersionMoved, result);
        Assert.Equal(before, await EverythingAsync());
    }

    [Fact]
    public async Task A_commit_under_another_epoch_writes_nothing()
    {
        await UnderAsync(7);
        await Store.CommitAsync(Key, Upon(0) with { Epoch = 7, EarliestDue = Monday, Reply = Reply("r", "first") }, Bounded);
        var before = await EverythingAsync();

        Assert.Equal(CommitResult.EpochMoved, await Store.CommitAsync(Key, Different(1) with { Epoch = 6 }, Bounded));
        Assert.Equal(CommitResult.EpochMoved, await Store.CommitAsync(Key, Different(1) with { Epoch = 8 }, Bounded));
        Assert.Equal(before, await EverythingAsync());
    }

    [Fact]
    public async Task A_commit_that_decides_nothing_is_refused_by_no_epoch()
    {
        await UnderAsync(7);

        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(Key, Upon(0) with { Epoch = null }, Bounded));
        Assert.Equal(1, Version(await Store.LoadAsync(Key, null, Bounded)));
    }

    [Fact]
    public async Task A_commit_under_another_rollout_of_the_same_number_writes_nothing()
    {
        var under = new TagEpoch(7, 0x0123456789abcdef);
        await UnderAsync(under);

        Assert.Equal(under, (await Store.LoadAsync(Key, null, Bounded)).Epoch);
        foreach (var another in (TagEpoch[])[under with { Mark = 1 }, under with { Mark = -1 }, under with { Mark = 0 }, under with { Number = 8 }])
        {
            Assert.Equal(CommitResult.EpochMoved, await Store.CommitAsync(Key, Upon(0) with { Epoch = another }, Bounded));
        }

        Assert.True((await Store.LoadAsync(Key, null, Bounded)).Trajectory.IsEmpty);
        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(Key, Upon(0) with { Epoch = under }, Bounded));
    }

    [Fact]
    public async Task Epochs_belong_to_one_service()
    {
        await UnderAsync(3);

        Assert.Equal(default, (await Store.LoadAsync(new EpisodeKey(_service + "-b", "e-1"), null, Bounded)).Epoch);
    }

    [Fact]
    public async Task Of_64_writers_on_one_episode_one_wins_each_version()
    {
        for (var version = 0; version < 5; version++)
        {
            var upon = version;
            var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(
                () => Store.CommitAsync(Key, Upon(upon) with { Trajectory = Trajectory(upon + 1, 200, writer) }, Bounded))));

            Assert.Single(results, result => result == CommitResult.Committed);
            Assert.Equal(63, results.Count(result => result == CommitResult.VersionMoved));
            var winner = Array.IndexOf(results, CommitResult.Committed);
            Assert.Equal(Trajectory(upon + 1, 200, winner), (await Store.LoadAsync(Key, null, Bounded)).Trajectory.ToArray());
        }

        Assert.Equal([1, 2, 3, 4, 5], (await LogAsync(Key)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task Many_episodes_are_written_side_by_side()
    {
        var episodes = Enumerable.Range(0, 300).Select(number => new EpisodeKey(_service, $"e-{number}")).ToArray();

        await Parallel.ForEachAsync(episodes, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Bounded }, async (episode, token) =>
        {
            for (var version = 0; version < 3; version++)
            {
                Assert.Equal(CommitResult.Committed, await Store.CommitAsync(episode, Upon(version), token));
            }
        });

        foreach (var episode in episodes)
        {
            Assert.Equal(3, Version(await Store.LoadAsync(episode, null, Bounded)));
        }
    }

    [Fact]
    public async Task The_same_name_in_two_services_is_two_episodes()
    {
        var other = new EpisodeKey(_service + "-b", Key.Episode);
        await Store.CommitAsync(Key, Upon(0), Bounded);

        Assert.True((await Store.LoadAsync(other, null, Bounded)).Trajectory.IsEmpty);
        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(other, Upon(0), Bounded));
    }

    [Fact]
    public async Task The_longest_names_are_kept()
    {
        var longest = new EpisodeKey(_service.PadRight(40, 'x'), new string('Z', 64));
        var reply = new KeptReply(new ReplyKey(EpisodeMethod.CloseTask, new string('_', 64)), Encoding.UTF8.GetBytes("kept"));

        await Store.CommitAsync(longest, Upon(0) with { Reply = reply }, Bounded);

        Assert.Equal("kept", Encoding.UTF8.GetString((await Store.LoadAsync(longest, reply.Key, Bounded)).Reply.Span));
    }

    [Theory]
    [InlineData("demo", "")]
    [InlineData("demo", "e}1")]
    [InlineData("demo", "e:1")]
    [InlineData("demo", "e 1")]
    [InlineData("demo", "é")]
    [InlineData("", "e-1")]
    [InlineData("Demo", "e-1")]
    [InlineData("de.mo", "e-1")]
    public async Task Names_that_could_forge_a_key_are_a_broken_promise(string service, string episode)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.LoadAsync(new EpisodeKey(service, episode), null, Bounded));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(new EpisodeKey(service, episode), Upon(0), Bounded));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(Key, Upon(0) with { Reply = Reply("r:1", "x") }, Bounded));
    }

    [Fact]
    public async Task A_cancelled_call_that_was_not_sent_is_only_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.LoadAsync(Key, null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(Key, Upon(0), cancelled.Token));
        Assert.True((await Store.LoadAsync(Key, null, Bounded)).Trajectory.IsEmpty);
    }

    [Fact]
    public async Task A_store_at_work_passes_its_probe() => await Store.ProbeAsync(Bounded);

    private protected Task<IReadOnlyList<LogEntry>> LogAsync(EpisodeKey key) => Index.ReadLogAsync(EpisodeTag.Of(key), null, 1000, Bounded);

    /// <summary>Puts every tag of the test's service under an epoch.</summary>
    private protected Task UnderAsync(TagEpoch epoch) => Task.WhenAll(EpisodeTag.All(_service).Select(tag => Registry.AdvanceEpochAsync(tag, epoch, Bounded)));

    private EpisodeKey[] OneOfEveryTag()
        => [.. Enumerable.Range(0, 1000).Select(number => new EpisodeKey(_service, $"e-{number}")).DistinctBy(key => EpisodeTag.Of(key).Bucket)];

    private Task<IReadOnlyList<DueEpisode>> DueAsync(DateTimeOffset until) => Index.ReadDueAsync(EpisodeTag.Of(Key), until, 10, Bounded);

    private async Task CommitFullyAsync(int version, string reply)
    {
        var commit = Upon(version) with
        {
            EarliestDue = Monday,
            OldestOpenRiskTask = Monday,
            Reply = Reply("r", reply),
            Audit = Encoding.UTF8.GetBytes(reply),
        };
        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(Key, commit, Bounded));
    }

    /// <summary>A commit that would change everything the store keeps of the episode.</summary>
    private static EpisodeCommit Different(int version) => Upon(version) with
    {
        Trajectory = Trajectory(version + 1, 500, seed: 99),
        EarliestDue = Monday.AddDays(1),
        OldestOpenRiskTask = Monday.AddDays(1),
        Reply = Reply("r", "other"),
        Audit = new byte[] { 66 },
    };

    private async Task<string> EverythingAsync()
    {
        var episode = await Store.LoadAsync(Key, Triage("r"), Bounded);
        var audit = await Store.LoadAuditAsync(Key, Bounded);
        var oldest = await Store.OldestOpenRiskTaskAsync(_service, Bounded);
        var due = await DueAsync(DateTimeOffset.MaxValue);
        var log = await LogAsync(Key);
        return string.Join(
            '\n',
            Convert.ToHexString(episode.Trajectory.Span),
            Encoding.UTF8.GetString(episode.Reply.Span),
            Convert.ToHexString(audit.Span),
            $"{oldest:O}",
            string.Join(' ', due.Select(entry => $"{entry.Episode} {entry.Due:O}")),
            string.Join(' ', log.Select(entry => $"{entry.Version} {Convert.ToHexString(entry.Reference.Leaf.Span)}")));
    }
}
