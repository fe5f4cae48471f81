using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>What one connection is asked about places in the log.</summary>
internal sealed class SqliteLogTailReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _bounds = new(
        connection,
        """
        SELECT coalesce((SELECT sequence FROM trimmed WHERE service = ?1 AND bucket = ?2), 0),
               coalesce((SELECT sequence FROM log WHERE service = ?1 AND bucket = ?2 ORDER BY sequence DESC LIMIT 1), 0),
               (SELECT recorded FROM trimmed WHERE service = ?1 AND bucket = ?2)
        """,
        2);

    private readonly SqliteStatement _holds = new(
        connection,
        """
        SELECT coalesce((SELECT sequence FROM trimmed WHERE service = ?1 AND bucket = ?2), 0) = ?3
            OR EXISTS (SELECT 1 FROM log WHERE service = ?1 AND bucket = ?2 AND sequence = ?3)
        """,
        3);

    public LogBounds Bounds(EpisodeTag tag)
    {
        using var row = _bounds.Query(tag.Service, tag.Bucket);
        row.Read();
        var (start, last) = (row.GetInt64(0), row.GetInt64(1));
        return new LogBounds(
            new LogPosition(start, 0), new LogPosition(Math.Max(start, last), 0), row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
    }

    public bool Holds(EpisodeTag tag, LogPosition position)
    {
        using var row = _holds.Query(tag.Service, tag.Bucket, position.High);
        row.Read();
        return position.Low == 0 && row.GetBoolean(0);
    }

    public void Dispose()
    {
        _bounds.Dispose();
        _holds.Dispose();
    }
}
