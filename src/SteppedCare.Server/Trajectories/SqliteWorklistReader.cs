using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>The worklist's questions to one connection.</summary>
internal sealed class SqliteWorklistReader(SqliteConnection connection) : IDisposable
{
    private const long Every = -1;

    // The index has every column that is asked for, so that the table itself is not touched.
    private readonly SqliteStatement _read = new(
        connection,
        """
        SELECT episode, kind, due, raised, step, acknowledged FROM task
        WHERE service = ?1 AND (urgency, due, raised, kind, episode) > (?2, ?3, ?4, ?5, ?6) AND urgency <= ?7
          AND (?8 >> kind) & 1 = 1 AND (?9 >> step) & 1 = 1 AND (?10 IS NULL OR acknowledged = ?10) AND raised <= ?11
        ORDER BY urgency, due, raised, kind, episode LIMIT ?12
        """,
        12);

    private readonly SqliteStatement _count = new(
        connection, "SELECT urgency, count(*), sum(due < ?2) FROM task WHERE service = ?1 GROUP BY urgency ORDER BY urgency", 2);

    public IReadOnlyList<WorklistEntry> Read(string service, WorklistFilter filter, WorklistPlace? after, int count)
    {
        var entries = new List<WorklistEntry>();
        var classes = filter.Kinds.Select(Urgencies.Of).ToArray();
        using var row = _read.Query(
            service,
            after is { } place ? (int)place.Urgency : (int)classes.DefaultIfEmpty(Urgency.None).Min(),
            after?.Due.ToUnixTimeMilliseconds() ?? long.MinValue,
            after?.RaisedAt.ToUnixTimeMilliseconds() ?? long.MinValue,
            (int)(after?.Kind ?? TaskKind.None),
            after?.Episode ?? string.Empty,
            (int)classes.DefaultIfEmpty((Urgency)int.MaxValue).Max(),
            filter.Kinds.IsEmpty ? Every : filter.Kinds.Aggregate(0L, (mask, kind) => mask | (1L << (int)kind)),
            filter.Steps.IsEmpty ? Every : filter.Steps.Aggregate(0L, (mask, step) => mask | (1L << (int)step)),
            filter.IsAcknowledged,
            filter.RaisedBy?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            count);
        while (row.Read())
        {
            entries.Add(new WorklistEntry(
                row.GetString(0),
                new OpenTask((TaskKind)row.GetInt32(1), Instant(row.GetInt64(2)), Instant(row.GetInt64(3)), (Step)row.GetInt32(4), row.GetBoolean(5))));
        }

        return entries;
    }

    public ImmutableArray<WorklistCount> Count(string service, DateTimeOffset due)
    {
        var counts = ImmutableArray.CreateBuilder<WorklistCount>();
        using var row = _count.Query(service, due.ToUnixTimeMilliseconds());
        while (row.Read())
        {
            counts.Add(new WorklistCount((Urgency)row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)));
        }

        return counts.ToImmutable();
    }

    public void Dispose()
    {
        _read.Dispose();
        _count.Dispose();
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
