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

    public Task RemoveAsync(FigurePart part, ProjectionStand stand, CancellationToken cancellationToken) =>
        writer.WriteAsync((editor, _) => editor.Figures.Remove(part, stand), cancellationToken);

    public Task RemoveSupersededAsync(FigurePart part, DateTimeOffset now, TimeSpan patience, CancellationToken cancellationToken) =>
        writer.WriteAsync((editor, _) => editor.Figures.RemoveSuperseded(part, now, patience), cancellationToken);

    public Task<IReadOnlyList<long>> CountOpenRiskAsync(string service, IReadOnlyList<DateTimeOffset> until, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Figures.OpenRisk(service, until), cancellationToken);
}

/// <summary>What is read of totals.</summary>
internal sealed class SqliteFigureReader(SqliteConnection connection) : IDisposable
{
    internal const string StandOfPart = "SELECT position, as_of FROM taken WHERE service = ?1 AND bucket = ?2 AND definition = ?3";
    internal const string LogGoesOn = "SELECT EXISTS (SELECT 1 FROM log WHERE service = ?1 AND bucket = ?2 AND sequence > ?3)";

    private readonly SqliteStatement _stand = new(connection, StandOfPart, 3);
    private readonly SqliteStatement _pages = new(
        connection,
        "SELECT month, page FROM totals WHERE service = ?1 AND bucket = ?2 AND definition = ?3 AND facet = ?4 AND month BETWEEN ?5 AND ?6",
        6);

    private readonly SqliteStatement _later = new(connection, LogGoesOn, 3);
    private readonly SqliteStatement _risk = new(connection, "SELECT count(*) FROM episode WHERE service = ?1 AND oldest_task IS NOT NULL AND oldest_task <= ?2", 2);

    public ProjectionStand? Stand(FigurePart part) => StandOf(_stand, part);

    /// <summary>The stand first: what is taken in between is in the pages besides.</summary>
    public PartTotals Of(FigurePart part, IReadOnlyList<PageName> pages)
    {
        var stand = Stand(part);
        var isWhole = !GoesOn(_later, part.Tag, stand);
        var found = new List<FigurePage>();
        var definition = part.Definition.ToString();
        foreach (var facet in pages.Where(_ => stand is not null).ToLookup(page => page.Facet, page => page.Month))
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
        foreach (var statement in (SqliteStatement[])[_stand, _pages, _later, _risk])
        {
            statement.Dispose();
        }
    }

    internal static ProjectionStand? StandOf(SqliteStatement statement, FigurePart part) => StandOf(statement, part.Tag, part.Definition.ToString());

    internal static ProjectionStand? StandOf(SqliteStatement statement, EpisodeTag tag, string definition)
    {
        using var row = statement.Query(tag.Service, tag.Bucket, definition);
        return row.Read() ? new ProjectionStand(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))) : null;
    }

    internal static bool GoesOn(SqliteStatement statement, EpisodeTag tag, ProjectionStand? after)
    {
        using var row = statement.Query(tag.Service, tag.Bucket, after is null ? 0 : long.Parse(after.Position, NumberStyles.None, CultureInfo.InvariantCulture));
        return row.Read() && row.GetInt64(0) == 1;
    }
}
