using Microsoft.Data.Sqlite;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Trajectories;

/// <summary>The one connection that writes. Only its <see cref="SqliteWriter"/> touches it.</summary>
internal sealed class SqliteEditor : IDisposable
{
    private const int RepliesForgottenAtOnce = 256;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _current;
    private readonly SqliteStatement _episode;
    private readonly SqliteStatement _log;
    private readonly SqliteStatement _reply;
    private readonly SqliteStatement _audit;
    private readonly SqliteStatement _probe;
    private readonly SqliteStatement _forget;
    private readonly SqliteStatement _advance;
    private readonly SqliteStatement _reindex;
    private readonly SqliteStatement _recount;
    private readonly SqliteStatement _stands;
    private readonly SqliteWorklistEditor _worklist;

    public SqliteEditor(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE", 0);
        _commit = new SqliteStatement(connection, "COMMIT", 0);
        _current = new SqliteStatement(
            connection,
            """
            SELECT coalesce((SELECT version FROM episode WHERE service = ?1 AND episode = ?2), 0), coalesce(epoch.epoch, 0), coalesce(epoch.mark, 0)
            FROM (SELECT 1) LEFT JOIN epoch ON epoch.service = ?1 AND epoch.bucket = ?3
            """,
            3);
        _episode = new SqliteStatement(
            connection,
            """
            INSERT INTO episode (service, episode, bucket, version, trajectory, due, oldest_task) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (service, episode) DO UPDATE
            SET version = excluded.version, trajectory = excluded.trajectory, due = excluded.due, oldest_task = excluded.oldest_task
            """,
            7);
        _log = new SqliteStatement(connection, "INSERT INTO log (service, bucket, episode, version, kind, leaf) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", 6);
        _reply = new SqliteStatement(
            connection,
            """
            INSERT INTO reply (service, episode, method, request, expires, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (service, episode, method, request) DO UPDATE SET expires = excluded.expires, bytes = excluded.bytes
            """,
            6);
        _audit = new SqliteStatement(
            connection,
            "INSERT INTO audit (service, episode, attributes) VALUES (?1, ?2, ?3) ON CONFLICT (service, episode) DO UPDATE SET attributes = excluded.attributes",
            3);
        _probe = new SqliteStatement(connection, "INSERT INTO probe (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = excluded.at", 1);
        _forget = new SqliteStatement(connection, "DELETE FROM reply WHERE rowid IN (SELECT rowid FROM reply WHERE expires <= ?1 LIMIT ?2)", 2);
        _advance = new SqliteStatement(
            connection,
            """
            INSERT INTO epoch (service, bucket, epoch, mark) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (service, bucket) DO UPDATE SET epoch = excluded.epoch, mark = excluded.mark
            WHERE excluded.epoch > epoch.epoch OR (excluded.epoch = epoch.epoch AND epoch.mark = 0)
            """,
            4);
        _reindex = new SqliteStatement(connection, "UPDATE episode SET due = ?3 WHERE service = ?1 AND episode = ?2", 3);
        _recount = new SqliteStatement(
            connection,
            "INSERT INTO recount (service, bucket, mark) VALUES (?1, ?2, ?3) ON CONFLICT (service, bucket) DO UPDATE SET mark = excluded.mark",
            3);
        _stands = new SqliteStatement(connection, SqliteRegistryReader.Epoch, 2);
        _worklist = new SqliteWorklistEditor(connection);
        Registry = new SqliteRegistryEditor(connection);
        Figures = new SqliteFigureEditor(connection);
    }

    /// <summary>What is known of policies, in the same transactions.</summary>
    public SqliteRegistryEditor Registry { get; }

    /// <summary>What services' figures add up to, likewise.</summary>
    public SqliteFigureEditor Figures { get; }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Checks before it writes, so a refused commit leaves nothing behind in the transaction it shares with others.</summary>
    public CommitResult Apply(EpisodeKey key, EpisodeTag tag, EpisodeCommit commit, long now)
    {
        if (Moved(key, tag, commit.ExpectedVersion, commit.Epoch) is { } moved)
        {
            return moved;
        }

        var version = commit.ExpectedVersion + 1;
        _episode.Run(
            key.Service, key.Episode, tag.Bucket, version, commit.Trajectory.ToArray(),
            commit.EarliestDue?.ToUnixTimeMilliseconds(), commit.OldestOpenRiskTask?.ToUnixTimeMilliseconds());
        _worklist.Set(key, commit.OpenTasks);
        _log.Run(key.Service, tag.Bucket, key.Episode, version, (int)commit.Log.Kind, commit.Log.Leaf.ToArray());
        if (commit.Reply is { } reply)
        {
            _reply.Run(
                key.Service, key.Episode, (int)reply.Key.Method, reply.Key.RequestId,
                now + (long)KeptReply.Lifetime.TotalMilliseconds, reply.Bytes.ToArray());
        }

        if (commit.Audit is { } audit)
        {
            _audit.Run(key.Service, key.Episode, audit.ToArray());
        }

        return CommitResult.Committed;
    }

    /// <summary>Sets when the episode falls due, and what is open in it, if nothing moved.</summary>
    public CommitResult Reindex(EpisodeKey key, EpisodeTag tag, int expectedVersion, TagEpoch? epoch, IndexEntry entry)
    {
        if (Moved(key, tag, expectedVersion, epoch) is { } moved)
        {
            return moved;
        }

        _reindex.Run(key.Service, key.Episode, entry.EarliestDue?.ToUnixTimeMilliseconds());
        if (entry.OpenTasks is { } tasks)
        {
            _worklist.Set(key, tasks);
        }

        return CommitResult.Committed;
    }

    public void Recount(EpisodeTag tag, string mark) => _recount.Run(tag.Service, tag.Bucket, mark);

    /// <summary>Puts the tag under this epoch unless it is under a higher one, or another of that number; under which it is now.</summary>
    public TagEpoch AdvanceEpoch(EpisodeTag tag, TagEpoch epoch)
    {
        _advance.Run(tag.Service, tag.Bucket, epoch.Number, epoch.Mark);
        return SqliteRegistryReader.EpochOf(_stands, tag);
    }

    public void Probe(long now) => _probe.Run(now);

    /// <summary>Somewhat more than a group can add, so that expired replies never pile up and no group waits long for others' cleaning.</summary>
    public void ForgetReplies(long now) => _forget.Run(now, RepliesForgottenAtOnce);

    private CommitResult? Moved(EpisodeKey key, EpisodeTag tag, int expectedVersion, TagEpoch? expectedEpoch)
    {
        using var row = _current.Query(key.Service, key.Episode, tag.Bucket);
        row.Read();
        return row.GetInt64(0) != expectedVersion ? CommitResult.VersionMoved
            : expectedEpoch is { } epoch && new TagEpoch(row.GetInt64(1), row.GetInt64(2)) != epoch ? CommitResult.EpochMoved
            : null;
    }

    /// <summary>Closing the connection takes back whatever was not committed.</summary>
    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _current, _episode, _log, _reply, _audit, _probe, _forget, _advance, _reindex, _recount, _stands])
        {
            statement.Dispose();
        }

        _worklist.Dispose();
        Registry.Dispose();
        Figures.Dispose();
        _connection.Dispose();
    }
}
