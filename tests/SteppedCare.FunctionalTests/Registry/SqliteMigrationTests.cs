using Microsoft.Data.Sqlite;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>A file that the first releases wrote is taken forward by its next start, with all that is in it.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    // As version 1 made it; never changed.
    private const string FirstFormat =
        """
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE episode (
          service TEXT NOT NULL, episode TEXT NOT NULL, bucket INTEGER NOT NULL, version INTEGER NOT NULL,
          trajectory BLOB NOT NULL, due INTEGER, oldest_task INTEGER, UNIQUE (service, episode)) STRICT;
        CREATE INDEX episode_due ON episode (service, bucket, due) WHERE due IS NOT NULL;
        CREATE INDEX episode_task ON episode (service, oldest_task) WHERE oldest_task IS NOT NULL;
        CREATE TABLE epoch (service TEXT NOT NULL, bucket INTEGER NOT NULL, epoch INTEGER NOT NULL, PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        CREATE TABLE log (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, bucket INTEGER NOT NULL,
          episode TEXT NOT NULL, version INTEGER NOT NULL, kind INTEGER NOT NULL, leaf BLOB NOT NULL) STRICT;
        CREATE INDEX log_tag ON log (service, bucket);
        CREATE TABLE reply (
          service TEXT NOT NULL, episode TEXT NOT NULL, method INTEGER NOT NULL, request TEXT NOT NULL,
          expires INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (service, episode, method, request)) STRICT;
        CREATE INDEX reply_expires ON reply (expires);
        CREATE TABLE audit (service TEXT NOT NULL, episode TEXT NOT NULL, attributes BLOB NOT NULL, UNIQUE (service, episode)) STRICT;
        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
        INSERT INTO episode VALUES ('demo', 'e-1', 3, 2, x'0102000000AABB', 1700000000000, NULL);
        INSERT INTO epoch VALUES ('demo', 3, 1);
        PRAGMA application_id = 0x53436772;
        PRAGMA user_version = 1;
        COMMIT;
        """;

    // What version 2 added; never changed.
    private const string SecondFormat =
        """
        BEGIN IMMEDIATE;
        CREATE TABLE registry (place INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
        CREATE TABLE blob (digest TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE artefact (key TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
        INSERT INTO registry VALUES (0, CAST('kept' AS BLOB));
        PRAGMA user_version = 2;
        COMMIT;
        """;

    // What version 3 added; never changed.
    private const string ThirdFormat =
        """
        BEGIN IMMEDIATE;
        ALTER TABLE epoch ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
        UPDATE epoch SET mark = 7;
        PRAGMA user_version = 3;
        COMMIT;
        """;

    // What version 4 added of totals; never changed.
    private const string FourthFormat =
        """
        BEGIN IMMEDIATE;
        CREATE TABLE task (
          service TEXT NOT NULL, episode TEXT NOT NULL, kind INTEGER NOT NULL, urgency INTEGER NOT NULL, due INTEGER NOT NULL, raised INTEGER NOT NULL,
          step INTEGER NOT NULL, acknowledged INTEGER NOT NULL, PRIMARY KEY (service, episode, kind)) STRICT, WITHOUT ROWID;
        CREATE INDEX task_order ON task (service, urgency, due, raised, kind, episode, step, acknowledged);
        CREATE TABLE trimmed (service TEXT NOT NULL, bucket INTEGER NOT NULL, sequence INTEGER NOT NULL, recorded INTEGER NOT NULL,
          PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        CREATE TABLE projected (
          service TEXT NOT NULL, bucket INTEGER NOT NULL, position TEXT NOT NULL, as_of INTEGER NOT NULL, PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        CREATE TABLE figures (
          service TEXT NOT NULL, bucket INTEGER NOT NULL, month TEXT NOT NULL, slice TEXT NOT NULL, counts BLOB NOT NULL,
          PRIMARY KEY (service, bucket, month, slice)) STRICT, WITHOUT ROWID;
        CREATE TABLE recount (service TEXT NOT NULL, bucket INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        INSERT INTO projected VALUES ('demo', 3, '1', 0);
        INSERT INTO figures VALUES ('demo', 3, '2026-03', '1|1|||', x'0101');
        INSERT INTO task VALUES ('demo', 'e-1', 2, 2, 0, 0, 0, 0);
        PRAGMA user_version = 4;
        COMMIT;
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-migration-");

    private string File => Path.Combine(_folder.FullName, "trajectories.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_of_the_first_format_keeps_its_episodes_and_takes_in_policies()
    {
        Run(FirstFormat);

        for (var start = 0; start < 2; start++)
        {
            await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());
            Assert.True(await store.Registry.TryAppendAsync(start, ["x"u8.ToArray()], [], CancellationToken.None));
            var found = new List<ScannedEpisode>();
            await foreach (var episode in store.ScanAsync("demo", CancellationToken.None))
            {
                found.Add(episode);
            }

            var kept = Assert.Single(found);
            Assert.Equal(("e-1", "0102000000AABB"), (kept.Key.Episode, Convert.ToHexString(kept.Trajectory.Span)));
        }

        Assert.Equal(SqliteSchema.Version, Run("PRAGMA user_version"));
        Assert.Equal(1, Run("SELECT epoch FROM epoch WHERE service = 'demo' AND bucket = 3"));
    }

    [Fact]
    public async Task A_file_of_the_second_format_keeps_its_epochs_which_are_marked_when_they_are_next_set()
    {
        Run(FirstFormat);
        Run(SecondFormat);

        await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());
        var tag = new EpisodeTag("demo", 3);

        Assert.Equal(new TagEpoch(1, 0), await store.Registry.EpochOfAsync(tag, CancellationToken.None));
        Assert.Equal(new TagEpoch(1, 5), await store.Registry.AdvanceEpochAsync(tag, new TagEpoch(1, 5), CancellationToken.None));
        Assert.Equal("kept"u8.ToArray(), Assert.Single((await store.Registry.ReadAsync(0, CancellationToken.None)).Entries).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_open_in_the_trajectories_of_a_file_without_a_worklist_is_on_the_list_once_it_is_taken_forward(int format)
    {
        string[] formats = [FirstFormat, SecondFormat, ThirdFormat];
        foreach (var sql in formats[..format])
        {
            Run(sql);
        }

        // More than are read at once, some with a task, and one among them that cannot be read.
        var (open, quiet) = (Convert.ToHexString(Trajectory(withTask: true)), Convert.ToHexString(Trajectory(withTask: false)));
        Run($"""
            WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 1499)
            INSERT INTO episode SELECT 'demo', 'many-' || n, n % 16, 1, CASE n % 3 WHEN 0 THEN x'{open}' ELSE x'{quiet}' END, NULL, NULL FROM number
            """);

        await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());

        var found = await store.Worklist.ReadAsync("demo", WorklistFilter.All, null, 10_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"many-{3 * number}").Order(StringComparer.Ordinal), found.Select(entry => entry.Episode).Order(StringComparer.Ordinal));
        Assert.Equal(
            new OpenTask(TaskKind.SameDay, AnEpisode.Monday.AddHours(8), AnEpisode.Monday, Step.None, IsAcknowledged: false), Assert.Single(found.Select(entry => entry.Task).Distinct()));
        Assert.Equal(SqliteSchema.Version, Run("PRAGMA user_version"));
        Assert.Equal(default, await store.LogTail.BoundsAsync(new EpisodeTag("demo", 5), CancellationToken.None));
    }

    [Fact]
    public async Task A_file_of_the_third_format_keeps_its_marks_and_takes_in_totals()
    {
        Run(FirstFormat);
        Run(SecondFormat);
        Run(ThirdFormat);

        await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());
        var tag = new EpisodeTag("demo", 3);

        Assert.Equal(new TagEpoch(1, 7), await store.Registry.EpochOfAsync(tag, CancellationToken.None));
        var part = FigurePart.Of(tag, TimeZoneInfo.Utc);
        Assert.Null(await store.Figures.FindStandAsync(part, CancellationToken.None));
        Assert.True(await store.Figures.TryAdvanceAsync(part, null, new ProjectionStand("1", DateTimeOffset.UnixEpoch), [], CancellationToken.None));
    }

    [Fact]
    public async Task Totals_of_the_fourth_format_go_as_they_do_not_say_what_they_are_of_and_the_worklist_stays()
    {
        foreach (var sql in (string[])[FirstFormat, SecondFormat, ThirdFormat, FourthFormat])
        {
            Run(sql);
        }

        await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());

        Assert.Null(await store.Figures.FindStandAsync(FigurePart.Of(new EpisodeTag("demo", 3), TimeZoneInfo.Utc), CancellationToken.None));
        Assert.Single(await store.Worklist.ReadAsync("demo", WorklistFilter.All, null, 10, CancellationToken.None));
        Assert.Equal(0, Run("SELECT count(*) FROM sqlite_schema WHERE name IN ('projected', 'figures')"));
        Assert.Equal(SqliteSchema.Version, Run("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_forward_stays_as_it_was()
    {
        Run(FirstFormat);
        Run("CREATE TABLE blob (theirs)");

        Assert.Throws<StoreUnavailableException>(() => SqliteTrajectoryStore.Open(File, new ManualClock()));

        Assert.Equal(1, Run("PRAGMA user_version"));
        Assert.Equal(0, Run("SELECT count(*) FROM sqlite_schema WHERE name = 'registry'"));
        Run("DROP TABLE blob");
        await using var store = SqliteTrajectoryStore.Open(File, new ManualClock());
    }

    private static byte[] Trajectory(bool withTask)
    {
        var record = new DecisionRecord
        {
            Call = DecisionCall.Triage,
            AsOf = AnEpisode.Monday,
            Revision = new RevisionName("talking-therapies", "1", new string('a', 64)),
            LanguageVersion = 1,
            Epoch = 1,
            Rule = 0,
            Outcome = Outcome.Enter,
            Step = Step.Low,
            Tasks = withTask ? [new RaisedTask(TaskKind.SameDay, AnEpisode.Monday.AddHours(8), RiskFirst: true)] : [],
            NextReview = null,
            NextDue = null,
            Facts = [],
            Consent = true,
        };
        var entry = new TrajectoryEntry(AnEpisode.Monday, new RequestMark(EpisodeMethod.Triage, "r1", 7), [], new Decided(record));
        return TrajectoryCodec.Encode(new Trajectory([.. new byte[TrajectoryCodec.NonceLength]], [entry]));
    }

    private long Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
