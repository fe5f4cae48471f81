using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>Sets what is open in an episode, within the transaction of whoever writes it.</summary>
internal sealed class SqliteWorklistEditor(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _close = new(connection, "DELETE FROM task WHERE service = ?1 AND episode = ?2 AND (?3 >> kind) & 1 = 0", 3);

    private readonly SqliteStatement _open = new(
        connection,
        """
        INSERT INTO task (service, episode, kind, urgency, due, raised, step, acknowledged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (service, episode, kind) DO UPDATE
        SET urgency = excluded.urgency, due = excluded.due, raised = excluded.raised, step = excluded.step, acknowledged = excluded.acknowledged
        WHERE (urgency, due, raised, step, acknowledged) <> (excluded.urgency, excluded.due, excluded.raised, excluded.step, excluded.acknowledged)
        """,
        8);

    public void Set(EpisodeKey key, ImmutableArray<OpenTask> tasks)
    {
        _close.Run(key.Service, key.Episode, tasks.Aggregate(0L, (mask, task) => mask | (1L << (int)task.Kind)));
        foreach (var task in tasks)
        {
            _open.Run(
                key.Service, key.Episode, (int)task.Kind, (int)task.Urgency,
                task.Due.ToUnixTimeMilliseconds(), task.RaisedAt.ToUnixTimeMilliseconds(), (int)task.Step, task.IsAcknowledged);
        }
    }

    public void Dispose()
    {
        _close.Dispose();
        _open.Dispose();
    }
}
