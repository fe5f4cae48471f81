using Microsoft.Data.Sqlite;
using SteppedCare.Server.Fidelity;

namespace SteppedCare.Server.Trajectories;

/// <summary>What is written of totals, on the connection that writes.</summary>
internal sealed class SqliteFigureEditor(SqliteConnection connection) : IDisposable
{
    // Beside a definition: where its stand is, which lacks something of the log, and since when it has not moved.
    private const string Still = "|still";

    private readonly SqliteStatement _stand = new(connection, SqliteFigureReader.StandOfPart, 3);
    private readonly SqliteStatement _move = new(
        connection,
        """
        INSERT INTO taken (service, bucket, definition, position, as_of) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (service, bucket, definition) DO UPDATE SET position = excluded.position, as_of = excluded.as_of
        """,
        5);

    private readonly SqliteStatement _keep = new(
        connection,
        """
        INSERT INTO totals (service, bucket, definition, facet, month, page) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (service, bucket, definition, facet, month) DO UPDATE SET page = excluded.page
        """,
        6);

    private readonly SqliteStatement _remove = new(
        connection, "DELETE FROM totals WHERE service = ?1 AND bucket = ?2 AND definition = ?3 AND facet = ?4 AND month = ?5", 5);

    private readonly SqliteStatement _drop = new(connection, "DELETE FROM totals WHERE service = ?1 AND bucket = ?2 AND definition = ?3", 3);
    private readonly SqliteStatement _definitions = new(
        connection, "SELECT definition FROM taken WHERE service = ?1 AND bucket = ?2 UNION SELECT definition FROM totals WHERE service = ?1 AND bucket = ?2", 2);

    private readonly SqliteStatement _later = new(connection, SqliteFigureReader.LogGoesOn, 3);
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM taken WHERE service = ?1 AND bucket = ?2 AND definition = ?3", 3);

    /// <summary>Checks before it writes, so a refusal leaves nothing behind in the transaction it shares with others.</summary>
    public bool TryAdvance(FigurePart part, ProjectionStand? from, ProjectionStand to, IReadOnlyList<FigurePage> changed)
    {
        if (SqliteFigureReader.StandOf(_stand, part)?.Position != from?.Position)
        {
            return false;
        }

        if (from is null)
        {
            Remove(part.Tag, part.Definition.ToString());
        }

        var ((service, bucket), definition) = ((part.Tag.Service, part.Tag.Bucket), part.Definition.ToString());
        foreach (var (name, bytes) in changed)
        {
            if (bytes.IsEmpty)
            {
                _remove.Run(service, bucket, definition, (int)name.Facet, name.Month.ToString());
            }
            else
            {
                _keep.Run(service, bucket, definition, (int)name.Facet, name.Month.ToString(), bytes.ToArray());
            }
        }

        _move.Run(service, bucket, definition, to.Position, to.AsOf.ToUnixTimeMilliseconds());
        return true;
    }

    public bool Remove(FigurePart part, ProjectionStand stand)
    {
        var isThere = SqliteFigureReader.StandOf(_stand, part)?.Position == stand.Position;
        if (isThere)
        {
            Remove(part.Tag, part.Definition.ToString());
        }

        return isThere;
    }

    public bool RemoveSuperseded(FigurePart part, DateTimeOffset now, TimeSpan patience)
    {
        var superseded = Definitions(part.Tag).Where(definition => part.Definition.Supersedes(FigureDefinition.Parse(definition))).ToList();
        foreach (var definition in superseded)
        {
            if (SqliteFigureReader.StandOf(_stand, part.Tag, definition) is not { } stand)
            {
                Remove(part.Tag, definition);
            }
            else if (!SqliteFigureReader.GoesOn(_later, part.Tag, stand))
            {
                _forget.Run(part.Tag.Service, part.Tag.Bucket, definition + Still);
            }
            else if (SqliteFigureReader.StandOf(_stand, part.Tag, definition + Still) is not { } still || still.Position != stand.Position)
            {
                _move.Run(part.Tag.Service, part.Tag.Bucket, definition + Still, stand.Position, now.ToUnixTimeMilliseconds());
            }
            else if (now - still.AsOf >= patience)
            {
                Remove(part.Tag, definition);
            }
        }

        return superseded.Count > 0;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_stand, _move, _keep, _remove, _drop, _definitions, _later, _forget])
        {
            statement.Dispose();
        }
    }

    private List<string> Definitions(EpisodeTag tag)
    {
        var found = new List<string>();
        using var row = _definitions.Query(tag.Service, tag.Bucket);
        while (row.Read())
        {
            found.Add(row.GetString(0));
        }

        found.RemoveAll(definition => definition.EndsWith(Still, StringComparison.Ordinal));
        return found;
    }

    private void Remove(EpisodeTag tag, string definition)
    {
        _drop.Run(tag.Service, tag.Bucket, definition);
        _forget.Run(tag.Service, tag.Bucket, definition);
        _forget.Run(tag.Service, tag.Bucket, definition + Still);
    }
}
