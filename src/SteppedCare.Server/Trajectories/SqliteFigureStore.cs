using System.Globalization;
using Microsoft.Data.Sqlite;
using SteppedCare.Server.Fidelity;

namespace SteppedCare.Server.Trajectories;

/// <summary>Totals in the embedded store's file.</summary>
internal sealed class SqliteFigureStore(SqliteWriter writer, SqliteReaders readers) : IFigureStore
{
    public Task<ProjectionStand?> FindStandAsync(FigurePart part, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.Stand(part), cancellationToken);

    public Task<PartTotals> ReadAsync(FigurePart part, IReadOnlyList<PageName> pages, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.Of(part, pages), cancellationToken);

    public Task<bool> TryAdvanceAsync(
        FigurePart part, ProjectionStand? from, ProjectionStand to, IReadOnlyList<FigurePage> changed, CancellationToken cancellationToken) =>
        writer.WriteAsync((editor, _) => editor.Figures.TryAdvance(part, from, to, changed), cancellationToken);

    public async Task DropSupersededAsync(FigurePart part, CancellationToken cancellationToken)
    {
        var superseded = (await readers.ReadAsync(reader => reader.Figures.Definitions(part.Tag), cancellationToken)).Where(part.Definition.Supersedes).ToList();
        if (superseded.Count > 0)
        {
            await writer.WriteAsync((editor, _) => editor.Figures.Drop(part.Tag, superseded), cancellationToken);
        }
    }

    public Task<IReadOnlyList<long>> CountOpenRiskAsync(string service, IReadOnlyList<DateTimeOffset> until, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.OpenRisk(service, until), cancellationToken);
}

/// <summary>What is read of totals.</summary>
internal sealed class SqliteFigureReader(SqliteConnection connection) : IDisposable
{
    internal const string StandOfPart = "SELECT position, as_of FROM taken WHERE service = ?1 AND bucket = ?2 AND definition = ?3";

    private readonly SqliteStatement _stand = new(connection, StandOfPart, 3);
    private readonly SqliteStatement _pages = new(
        connection,
        "SELECT month, page FROM totals WHERE service = ?1 AND bucket = ?2 AND definition = ?3 AND facet = ?4 AND month BETWEEN ?5 AND ?6",
        6);

    private readonly SqliteStatement _definitions = new(connection, "SELECT definition FROM taken WHERE service = ?1 AND bucket = ?2", 2);
    private readonly SqliteStatement _later = new(connection, "SELECT EXISTS (SELECT 1 FROM log WHERE service = ?1 AND bucket = ?2 AND sequence > ?3)", 3);
    private readonly SqliteStatement _risk = new(connection, "SELECT count(*) FROM episode WHERE service = ?1 AND oldest_task IS NOT NULL AND oldest_task <= ?2", 2);

    public ProjectionStand? Stand(FigurePart part) => StandOf(_stand, part);

    /// <summary>The stand first: what is taken in between is in the pages besides.</summary>
    public PartTotals Of(FigurePart part, IReadOnlyList<PageName> pages)
    {
        var stand = Stand(part);
        var isWhole = !HasLater(part.Tag, stand);
        var found = new List<FigurePage>();
        var definition = part.Definition.ToString();
        foreach (var facet in pages.ToLookup(page => page.Facet, page => page.Month))
        {
            // From the first month to the last in one question: reports ask for months in a row.
            var months = facet.ToDictionary(month => month.ToString(), StringComparer.Ordinal);
            using var row = _pages.Query(part.Tag.Service, part.Tag.Bucket, definition, (int)facet.Key, facet.Min().ToString(), facet.Max().ToString());
            while (row.Read())
            {
                if (months.TryGetValue(row.GetString(0), out var month))
                {
                    found.Add(new FigurePage(new PageName(facet.Key, month), row.GetFieldValue<byte[]>(1)));
                }
            }
        }

        return new PartTotals(stand, isWhole, found);
    }

    public IReadOnlyList<FigureDefinition> Definitions(EpisodeTag tag)
    {
        var found = new List<FigureDefinition>();
        using var row = _definitions.Query(tag.Service, tag.Bucket);
        while (row.Read())
        {
            found.Add(FigureDefinition.Parse(row.GetString(0)));
        }

        return found;
    }

    public IReadOnlyList<long> OpenRisk(string service, IReadOnlyList<DateTimeOffset> until)
    {
        var counts = new List<long>();
        foreach (var instant in until)
        {
            using var row = _risk.Query(service, instant.ToUnixTimeMilliseconds());
            row.Read();
            counts.Add(row.GetInt64(0));
        }

        return counts;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_stand, _pages, _definitions, _later, _risk])
        {
            statement.Dispose();
        }
    }

    internal static ProjectionStand? StandOf(SqliteStatement statement, FigurePart part)
    {
        using var row = statement.Query(part.Tag.Service, part.Tag.Bucket, part.Definition.ToString());
        return row.Read() ? new ProjectionStand(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))) : null;
    }

    private bool HasLater(EpisodeTag tag, ProjectionStand? stand)
    {
        using var row = _later.Query(tag.Service, tag.Bucket, stand is null ? 0 : long.Parse(stand.Position, NumberStyles.None, CultureInfo.InvariantCulture));
        return row.Read() && row.GetInt64(0) == 1;
    }
}

/// <summary>What is written of totals, on the connection that writes.</summary>
internal sealed class SqliteFigureEditor(SqliteConnection connection) : IDisposable
{
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
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM taken WHERE service = ?1 AND bucket = ?2 AND definition = ?3", 3);

    /// <summary>Checks before it writes, so a refusal leaves nothing behind in the transaction it shares with others.</summary>
    public bool TryAdvance(FigurePart part, ProjectionStand? from, ProjectionStand to, IReadOnlyList<FigurePage> changed)
    {
        if (SqliteFigureReader.StandOf(_stand, part)?.Position != from?.Position)
        {
            return false;
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

    public bool Drop(EpisodeTag tag, IEnumerable<FigureDefinition> definitions)
    {
        foreach (var definition in definitions.Select(definition => definition.ToString()))
        {
            _drop.Run(tag.Service, tag.Bucket, definition);
            _forget.Run(tag.Service, tag.Bucket, definition);
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_stand, _move, _keep, _remove, _drop, _forget])
        {
            statement.Dispose();
        }
    }
}
