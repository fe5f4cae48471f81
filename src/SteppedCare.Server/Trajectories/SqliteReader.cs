using System.Globalization;
using Microsoft.Data.Sqlite;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Trajectories;

/// <summary>A connection that reads. Each question is one statement, so each answer is one moment of the store.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _load;
    private readonly SqliteStatement _oldestTask;
    private readonly SqliteStatement _audit;
    private readonly SqliteStatement _log;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _scan;
    private readonly SqliteStatement _ofTag;
    private readonly SqliteStatement _recount;

    public SqliteReader(SqliteConnection connection)
    {
        _connection = connection;
        _load = new SqliteStatement(
            connection,
            """
            SELECT (SELECT trajectory FROM episode WHERE service = ?1 AND episode = ?2),
                   (SELECT bytes FROM reply WHERE service = ?1 AND episode = ?2 AND method = ?4 AND request = ?5 AND expires > ?6),
                   epoch.epoch, epoch.mark
            FROM (SELECT 1) LEFT JOIN epoch ON epoch.service = ?1 AND epoch.bucket = ?3
            """,
            6);
        _oldestTask = new SqliteStatement(connection, "SELECT min(oldest_task) FROM episode WHERE service = ?1 AND oldest_task IS NOT NULL", 1);
        _audit = new SqliteStatement(connection, "SELECT attributes FROM audit WHERE service = ?1 AND episode = ?2", 2);
        _log = new SqliteStatement(
            connection,
            "SELECT sequence, episode, version, kind, leaf FROM log WHERE service = ?1 AND bucket = ?2 AND sequence > ?3 ORDER BY sequence LIMIT ?4",
            4);
        _due = new SqliteStatement(
            connection,
            "SELECT episode, due FROM episode WHERE service = ?1 AND bucket = ?2 AND due <= ?3 ORDER BY due, episode LIMIT ?4",
            4);
        _scan = new SqliteStatement(
            connection, "SELECT episode, trajectory FROM episode WHERE service = ?1 AND episode > ?2 ORDER BY episode LIMIT ?3", 3);
        _ofTag = new SqliteStatement(
            connection,
            """
            SELECT looked.episode, episode.trajectory
            FROM (SELECT episode, bucket FROM episode WHERE service = ?1 AND episode > ?3 ORDER BY episode LIMIT ?4) looked
            LEFT JOIN episode ON looked.bucket = ?2 AND episode.service = ?1 AND episode.episode = looked.episode
            ORDER BY looked.episode
            """,
            4);
        _recount = new SqliteStatement(
            connection,
            """
            SELECT coalesce((SELECT mark FROM recount WHERE service = ?1 AND bucket = ?2), ''), coalesce(epoch.epoch, 0), coalesce(epoch.mark, 0)
            FROM (SELECT 1) LEFT JOIN epoch ON epoch.service = ?1 AND epoch.bucket = ?2
            """,
            2);
        Registry = new SqliteRegistryReader(connection);
        Figures = new SqliteFigureReader(connection);
        Worklist = new SqliteWorklistReader(connection);
        LogTail = new SqliteLogTailReader(connection);
    }

    /// <summary>What is known of policies.</summary>
    public SqliteRegistryReader Registry { get; }

    /// <summary>What services' figures add up to.</summary>
    public SqliteFigureReader Figures { get; }

    /// <summary>What is open.</summary>
    public SqliteWorklistReader Worklist { get; }

    /// <summary>What is known of places in the log.</summary>
    public SqliteLogTailReader LogTail { get; }

    public StoredEpisode Load(EpisodeKey key, EpisodeTag tag, ReplyKey? reply, long now)
    {
        using var row = _load.Query(key.Service, key.Episode, tag.Bucket, (int?)reply?.Method, reply?.RequestId, now);
        row.Read();
        return new StoredEpisode(Bytes(row, 0), row.IsDBNull(2) ? default : new TagEpoch(row.GetInt64(2), row.GetInt64(3)), Bytes(row, 1));
    }

    public DateTimeOffset? OldestOpenRiskTask(string service)
    {
        using var row = _oldestTask.Query(service);
        row.Read();
        return row.IsDBNull(0) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0));
    }

    public ReadOnlyMemory<byte> Audit(EpisodeKey key)
    {
        using var row = _audit.Query(key.Service, key.Episode);
        return row.Read() ? Bytes(row, 0) : default;
    }

    public IReadOnlyList<LogEntry> Log(EpisodeTag tag, string? after, int count) =>
        Log(tag, PositionOf(after), count);

    public IReadOnlyList<LogEntry> Log(EpisodeTag tag, long start, int count)
    {
        var entries = new List<LogEntry>();
        using var row = _log.Query(tag.Service, tag.Bucket, start, count);
        while (row.Read())
        {
            var position = row.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            entries.Add(new LogEntry(position, row.GetString(1), row.GetInt32(2), new LogReference((EpisodeMethod)row.GetInt32(3), Bytes(row, 4))));
        }

        return entries;
    }

    public IReadOnlyList<DueEpisode> Due(EpisodeTag tag, long until, int count)
    {
        var due = new List<DueEpisode>();
        using var row = _due.Query(tag.Service, tag.Bucket, until, count);
        while (row.Read())
        {
            due.Add(new DueEpisode(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));
        }

        return due;
    }

    public IReadOnlyList<ScannedEpisode> Scan(string service, string after, int count)
    {
        var found = new List<ScannedEpisode>(count);
        using var row = _scan.Query(service, after, count);
        while (row.Read())
        {
            found.Add(new ScannedEpisode(new EpisodeKey(service, row.GetString(0)), Bytes(row, 1)));
        }

        return found;
    }

    /// <summary>By name, and by no log: that may be trimmed. The service's episodes are looked through for those of the tag.</summary>
    public EpisodePage Episodes(EpisodeTag tag, string? after, int count)
    {
        var found = new List<ScannedEpisode>();
        var (most, read, last) = (count * EpisodeTag.Buckets, 0, string.Empty);
        using var row = _ofTag.Query(tag.Service, tag.Bucket, after ?? string.Empty, most);
        while (row.Read())
        {
            read++;
            last = row.GetString(0);
            if (!row.IsDBNull(1))
            {
                found.Add(new ScannedEpisode(new EpisodeKey(tag.Service, last), Bytes(row, 1)));
            }
        }

        return new EpisodePage(found, read < most ? null : last);
    }

    public TagRecount Recount(EpisodeTag tag)
    {
        using var row = _recount.Query(tag.Service, tag.Bucket);
        row.Read();
        return new TagRecount(new TagEpoch(row.GetInt64(1), row.GetInt64(2)), row.GetString(0));
    }

    public void Dispose()
    {
        _load.Dispose();
        _oldestTask.Dispose();
        _audit.Dispose();
        _log.Dispose();
        _due.Dispose();
        _scan.Dispose();
        _ofTag.Dispose();
        _recount.Dispose();
        Registry.Dispose();
        Figures.Dispose();
        Worklist.Dispose();
        LogTail.Dispose();
        _connection.Dispose();
    }

    private static long PositionOf(string? after) => after is null ? 0 : long.Parse(after, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? default : row.GetFieldValue<byte[]>(column);
}
