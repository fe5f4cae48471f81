using Microsoft.Data.Sqlite;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

public sealed class SqliteTrajectoryStoreTests : TrajectoryStoreContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-sqlite-");
    private readonly ManualClock _clock = new();
    private SqliteTrajectoryStore _store = null!;

    private protected override ITrajectoryStore Store => _store;

    private protected override IRegistryStore Registry => _store.Registry;

    private protected override IFigureStore Figures => _store.Figures;

    private protected override ITrajectoryIndex Index => _store;

    private protected override IWorklistIndex Worklist => _store.Worklist;

    private protected override ILogTail LogTail => _store.LogTail;

    private string File => Path.Combine(_folder.FullName, "data", "trajectories.db");

    public override Task InitializeAsync()
    {
        _store = SqliteTrajectoryStore.Open(File, _clock);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_store_opened_again_has_everything()
    {
        await UnderAsync(5);
        var commit = Upon(0) with
        {
            Epoch = 5,
            EarliestDue = Monday,
            OldestOpenRiskTask = Monday,
            Reply = Reply("r", "kept"),
            Audit = new byte[] { 1 },
        };
        await _store.CommitAsync(Key, commit, Bounded);

        await ReopenAsync();

        var found = await _store.LoadAsync(Key, Triage("r"), Bounded);
        Assert.Equal(commit.Trajectory.ToArray(), found.Trajectory.ToArray());
        Assert.Equal(5, found.Epoch.Number);
        Assert.Equal("kept"u8.ToArray(), found.Reply.ToArray());
        Assert.Equal([1], (await _store.LoadAuditAsync(Key, Bounded)).ToArray());
        Assert.Equal(Monday, await _store.OldestOpenRiskTaskAsync(_service, Bounded));
        Assert.Single(await _store.ReadDueAsync(EpisodeTag.Of(Key), Monday, 10, Bounded));
        Assert.Single(await LogAsync(Key));
    }

    [Fact]
    public async Task Commits_that_wait_together_share_a_transaction_and_a_refused_one_spoils_none()
    {
        await ReopenAsync(TimeSpan.FromSeconds(30));
        await _store.CommitAsync(Key, Upon(0), Bounded);
        var before = _store.Transactions;

        // While a stranger holds the file, the writer waits with its first group and the others gather behind it.
        Task<CommitResult>[] commits;
        using (var stranger = Hold())
        {
            commits =
            [
                .. Enumerable.Range(0, 64).Select(number => _store.CommitAsync(new EpisodeKey(_service, $"new-{number}"), Upon(0), Bounded)),
                _store.CommitAsync(Key, Upon(0), Bounded),
            ];
        }

        var results = await Task.WhenAll(commits);

        Assert.All(results[..64], result => Assert.Equal(CommitResult.Committed, result));
        Assert.Equal(CommitResult.VersionMoved, results[64]);
        Assert.InRange(_store.Transactions - before, 1, 4);
        for (var number = 0; number < 64; number++)
        {
            Assert.Equal(1, Version(await _store.LoadAsync(new EpisodeKey(_service, $"new-{number}"), null, Bounded)));
        }
    }

    [Fact]
    public async Task A_file_that_somebody_holds_is_unavailable_and_serves_again_once_let_go()
    {
        using (Hold())
        {
            var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CommitAsync(Key, Upon(0), Bounded));
            Assert.IsNotType<CommitFateUnknownException>(fault);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ProbeAsync(Bounded));
            Assert.True((await _store.LoadAsync(Key, null, Bounded)).Trajectory.IsEmpty);
        }

        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(Key, Upon(0), Bounded));
        await _store.ProbeAsync(Bounded);
    }

    [Fact]
    public async Task A_commit_cancelled_after_it_was_queued_has_an_unknown_fate()
    {
        using var cancel = new CancellationTokenSource();
        using (Hold())
        {
            var commit = _store.CommitAsync(Key, Upon(0), cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAsync<CommitFateUnknownException>(() => commit);
        }

        // Whichever way it went, the same commit cannot happen twice.
        var again = await _store.CommitAsync(Key, Upon(0), Bounded);
        Assert.True(again is CommitResult.Committed or CommitResult.VersionMoved);
        Assert.Single(await LogAsync(Key));
    }

    [Fact]
    public async Task Expired_replies_leave_the_file()
    {
        await _store.CommitAsync(Key, Upon(0) with { Reply = Reply("r", "kept") }, Bounded);
        Assert.Equal(1, Replies());

        _clock.Now += TimeSpan.FromHours(25);
        await _store.CommitAsync(Key, Upon(1), Bounded);

        Assert.Equal(0, Replies());
    }

    [Fact]
    public void A_second_opening_is_refused()
    {
        var fault = Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(File, _clock));

        Assert.Contains("in use by another process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await _store.DisposeAsync();
        Outside("PRAGMA user_version = 6");

        var fault = Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(File, _clock));

        Assert.Contains("has format 6; this binary knows formats up to 5", fault.Message, StringComparison.Ordinal);
        Outside("PRAGMA user_version = 5");
        await ReopenAsync();
    }

    [Fact]
    public void Somebody_elses_database_is_refused_and_left_as_it_was()
    {
        var path = Path.Combine(_folder.FullName, "other.db");
        Outside("CREATE TABLE theirs (x)", path);
        var before = System.IO.File.ReadAllBytes(path);

        var fault = Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(path, _clock));

        Assert.Contains("not a store of this service", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(path));
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "damaged.db");
        System.IO.File.WriteAllBytes(path, [.. Enumerable.Range(0, 8192).Select(index => (byte)(index * 31))]);

        var fault = Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(path, _clock));

        Assert.Contains("damaged or not a database", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        var notAFolder = Path.Combine(_folder.FullName, "file");
        System.IO.File.WriteAllText(notAFolder, "x");

        Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(Path.Combine(notAFolder, "t.db"), _clock));
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        await _store.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.LoadAsync(Key, null, Bounded));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CommitAsync(Key, Upon(0), Bounded));
        await ReopenAsync();
    }

    private protected override Task LetReplyExpireAsync(EpisodeKey key, ReplyKey reply)
    {
        _clock.Now += KeptReply.Lifetime;
        return Task.CompletedTask;
    }

    private protected override Task<TimeSpan> ReplyLifetimeAsync(EpisodeKey key, ReplyKey reply)
    {
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(Outside($"SELECT expires FROM reply WHERE service = '{key.Service}'"));
        return Task.FromResult(expires - _clock.Now);
    }

    private protected override Task TrimAsync(EpisodeTag tag, LogPosition through)
    {
        Outside(
            $"""
            DELETE FROM log WHERE service = '{tag.Service}' AND bucket = {tag.Bucket} AND sequence <= {through.High};
            INSERT INTO trimmed VALUES ('{tag.Service}', {tag.Bucket}, {through.High}, {Monday.ToUnixTimeMilliseconds()}) ON CONFLICT (service, bucket) DO UPDATE SET sequence = excluded.sequence;
            """);
        return Task.CompletedTask;
    }

    private protected override Task LoseStandAsync(FigurePart part)
    {
        Outside($"DELETE FROM taken WHERE service = '{part.Tag.Service}' AND bucket = {part.Tag.Bucket} AND definition = '{part.Definition}'");
        return Task.CompletedTask;
    }

    private protected override Task LoseAsync(EpisodeTag tag, LogPosition position)
    {
        Outside($"DELETE FROM log WHERE service = '{tag.Service}' AND bucket = {tag.Bucket} AND sequence >= {position.High}");
        return Task.CompletedTask;
    }

    private long Replies() => Outside("SELECT count(*) FROM reply");

    private async Task ReopenAsync(TimeSpan? patience = null)
    {
        await _store.DisposeAsync();
        _store = SqliteTrajectoryStore.Open(File, _clock, patience);
    }

    /// <summary>Another program's write lock, as a careless backup would take it.</summary>
    private SqliteConnection Hold()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private long Outside(string sql, string? path = null)
    {
        using var connection = new SqliteConnection($"Data Source={path ?? File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
