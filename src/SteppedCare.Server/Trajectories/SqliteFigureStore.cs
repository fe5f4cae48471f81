using Microsoft.Data.Sqlite;
using SteppedCare.Server.Fidelity;

namespace SteppedCare.Server.Trajectories;

/// <summary>Totals in the embedded store's file.</summary>
internal sealed class SqliteFigureStore(SqliteWriter writer, SqliteReaders readers) : IFigureStore
{
    public Task<ProjectionStand?> FindStandAsync(EpisodeTag tag, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.Stand(tag), cancellationToken);

    public Task<IReadOnlyList<KeptFigures>> ReadAsync(EpisodeTag tag, IReadOnlyList<Month> months, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.Of(tag, months), cancellationToken);

    public Task<bool> TryAdvanceAsync(
        EpisodeTag tag, ProjectionStand? from, ProjectionStand to, IReadOnlyList<KeptFigures> changed, CancellationToken cancellationToken) =>
        writer.WriteAsync((editor, _) => editor.Figures.TryAdvance(tag, from, to, changed), cancellationToken);
}

/// <summary>What is read of totals.</summary>
internal sealed class SqliteFigureReader(SqliteConnection connection) : IDisposable
{
    internal const string StandOfTag = "SELECT position, as_of FROM projected WHERE service = ?1 AND bucket = ?2";

    private readonly SqliteStatement _stand = new(connection, StandOfTag, 2);
    private readonly SqliteStatement _month = new(connection, "SELECT slice, counts FROM figures WHERE service = ?1 AND bucket = ?2 AND month = ?3", 3);

    public ProjectionStand? Stand(EpisodeTag tag) => StandOf(_stand, tag);

    public IReadOnlyList<KeptFigures> Of(EpisodeTag tag, IReadOnlyList<Month> months)
    {
        var found = new List<KeptFigures>();
        foreach (var month in months)
        {
            using var row = _month.Query(tag.Service, tag.Bucket, month.ToString());
            while (row.Read())
            {
                found.Add(new KeptFigures(month, row.GetString(0), row.GetFieldValue<byte[]>(1)));
            }
        }

        return found;
    }

    public void Dispose()
    {
        _stand.Dispose();
        _month.Dispose();
    }

    internal static ProjectionStand? StandOf(SqliteStatement statement, EpisodeTag tag)
    {
        using var row = statement.Query(tag.Service, tag.Bucket);
        return row.Read() ? new ProjectionStand(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))) : null;
    }
}

/// <summary>What is written of totals, on the connection that writes.</summary>
internal sealed class SqliteFigureEditor(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _stand = new(connection, SqliteFigureReader.StandOfTag, 2);
    private readonly SqliteStatement _move = new(
        connection,
        """
        INSERT INTO projected (service, bucket, position, as_of) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (service, bucket) DO UPDATE SET position = excluded.position, as_of = excluded.as_of
        """,
        4);

    private readonly SqliteStatement _keep = new(
        connection,
        """
        INSERT INTO figures (service, bucket, month, slice, counts) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (service, bucket, month, slice) DO UPDATE SET counts = excluded.counts
        """,
        5);

    private readonly SqliteStatement _drop = new(connection, "DELETE FROM figures WHERE service = ?1 AND bucket = ?2 AND month = ?3 AND slice = ?4", 4);

    /// <summary>Checks before it writes, so a refusal leaves nothing behind in the transaction it shares with others.</summary>
    public bool TryAdvance(EpisodeTag tag, ProjectionStand? from, ProjectionStand to, IReadOnlyList<KeptFigures> changed)
    {
        if (SqliteFigureReader.StandOf(_stand, tag)?.Position != from?.Position)
        {
            return false;
        }

        foreach (var (month, slice, counts) in changed)
        {
            if (counts.IsEmpty)
            {
                _drop.Run(tag.Service, tag.Bucket, month.ToString(), slice);
            }
            else
            {
                _keep.Run(tag.Service, tag.Bucket, month.ToString(), slice, counts.ToArray());
            }
        }

        _move.Run(tag.Service, tag.Bucket, to.Position, to.AsOf.ToUnixTimeMilliseconds());
        return true;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_stand, _move, _keep, _drop])
        {
            statement.Dispose();
        }
    }
}
