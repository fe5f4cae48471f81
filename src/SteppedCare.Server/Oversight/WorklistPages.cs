using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>Pages of the worklist: found by the index, told from the trajectories of those that are shown.</summary>
internal sealed class WorklistPages(IWorklistIndex index, ILogTail log, EpisodeLedger ledger, ListMeters meters)
{
    private const int ReadAtOnce = 64;

    internal Task<WorklistAnswer> ReadAsync(WorklistQuery query, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        meters.PageAsync(ListKind.Worklist, () => PageAsync(query, zone, cancellationToken));

    private async Task<WorklistAnswer> PageAsync(WorklistQuery query, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var asOf = query.After?.AsOf ?? ledger.Now.ToMilliseconds();

        // Before the list is read: what happens while it is read is told by the watch as well.
        LogVector? watch = query.After is null ? await EndsAsync(query.Service, cancellationToken) : null;
        var counting = query.After is null ? index.CountAsync(query.Service, asOf, cancellationToken) : null;
        var filter = query.Filter with { RaisedBy = query.MinimumAge is { } age ? asOf - age : null };
        var entries = await index.ReadAsync(query.Service, filter, query.After?.Place, query.PageSize, cancellationToken);
        var counts = counting is null ? [] : await counting;
        var next = entries.Count == query.PageSize ? new WorklistBookmark(asOf, entries[^1].Place) : null;
        return new WorklistAnswer([.. await ItemsAsync(query.Service, entries, zone, cancellationToken)], next, counts, watch, asOf);
    }

    private async Task<LogVector> EndsAsync(string service, CancellationToken cancellationToken) =>
        LogVector.Of((await Task.WhenAll(EpisodeTag.All(service).Select(tag => log.BoundsAsync(tag, cancellationToken)))).Select(bounds => bounds.End));

    private async Task<List<OpenItem>> ItemsAsync(string service, IReadOnlyList<WorklistEntry> entries, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var chunk in entries.Select(entry => entry.Episode).Distinct(StringComparer.Ordinal).Chunk(ReadAtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(episode => ReadAsync(new EpisodeKey(service, episode), zone, cancellationToken)));
            for (var place = 0; place < chunk.Length; place++)
            {
                found[chunk[place]] = read[place];
            }
        }

        var items = new List<OpenItem>(entries.Count);
        foreach (var (episode, task) in entries)
        {
            var key = new EpisodeKey(service, episode);
            if (!found[episode].IsReadable)
            {
                items.Add(OpenItem.Of(key, task));
            }
            else if (found[episode].History is { } history && history.FindOpenTask(task.Kind) is { } open)
            {
                // Else closed since the index was read: nobody need be sent there any more.
                items.Add(OpenItem.Of(key, history, open));
            }
        }

        return items;
    }

    private async Task<Found> ReadAsync(EpisodeKey key, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        try
        {
            return new Found(await ledger.ReadAsync(key, zone, cancellationToken), IsReadable: true);
        }
        catch (FormatException)
        {
            // Damaged, or of a later release: the person needs somebody all the same, and so does everybody after them.
            return new Found(null, IsReadable: false);
        }
    }

    private readonly record struct Found(EpisodeHistory? History, bool IsReadable);
}
