using System.Collections.Concurrent;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>
/// Takes the log of a tag into its totals. What a write changed is the episode's contribution after it less the one before, both from the trajectory, so it does
/// not matter who does it or how often it is tried: the stand moves with the totals, once.
/// </summary>
internal sealed class FigureProjector(ITrajectoryStore trajectories, ITrajectoryIndex index, IFigureStore figures)
{
    /// <summary>Entries of the log taken in at once.</summary>
    internal const int AtOnce = 256;

    // Parts that keep totals by no definition but their own, as far as we know.
    private readonly ConcurrentDictionary<FigurePart, bool> _alone = [];

    /// <summary>Somebody else does this now, perhaps by an older definition.</summary>
    internal void Forget() => _alone.Clear();

    /// <summary>
    /// Takes in all that the log of the tag has now. Only then are totals by an older definition removed: until then a server of the release before may report
    /// from them, in an update or when the new release is taken back.
    /// </summary>
    internal async Task CatchUpAsync(EpisodeTag tag, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var part = FigurePart.Of(tag, zone);
        while (await AdvanceAsync(part, zone, cancellationToken))
        {
        }

        if (!_alone.ContainsKey(part))
        {
            await figures.DropSupersededAsync(part, cancellationToken);
            _alone[part] = true;
        }
    }

    // False when there were no more entries, or somebody else took them in.
    private async Task<bool> AdvanceAsync(FigurePart part, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var stand = await figures.FindStandAsync(part, cancellationToken);
        var entries = await index.ReadLogAsync(part.Tag, stand?.Position, AtOnce, cancellationToken);
        if (entries.Count == 0)
        {
            return false;
        }

        var written = entries.GroupBy(entry => entry.Episode, StringComparer.Ordinal);
        var episodes = await Task.WhenAll(written.Select(episode => LoadAsync(part.Tag, zone, [.. episode], cancellationToken)));
        var change = Contribution.None;
        foreach (var episode in episodes)
        {
            change.Add(episode.Change);
        }

        // When the last entry was written, not the latest of all: clocks of replicas differ, and what comes next in the log may have been written before that.
        var last = episodes.Single(episode => episode.Name == entries[^1].Episode).WrittenAt;
        var to = new ProjectionStand(entries[^1].Position, last ?? stand?.AsOf ?? DateTimeOffset.UnixEpoch);
        return await figures.TryAdvanceAsync(part, stand, to, await ChangedAsync(part, change, cancellationToken), cancellationToken);
    }

    // Written at: nothing of an episode that was erased since.
    private async Task<(string Name, Contribution Change, DateTimeOffset? WrittenAt)> LoadAsync(EpisodeTag tag, TimeZoneInfo zone, LogEntry[] written, CancellationToken cancellationToken)
    {
        var change = Contribution.None;

        // At once: what the record says of a version never changes, so it does not matter which of the two is the newer.
        var key = new EpisodeKey(tag.Service, written[0].Episode);
        var (loading, telling) = (trajectories.LoadAsync(key, null, cancellationToken), trajectories.LoadAuditAsync(key, cancellationToken));
        await Task.WhenAll(loading, telling);
        var (stored, audit) = (await loading, AuditRecord.Read((await telling).Span));
        if (stored.Trajectory.IsEmpty)
        {
            return (key.Episode, change, null);
        }

        var history = EpisodeHistory.Of(TrajectoryCodec.Decode(stored.Trajectory.Span), zone).At(written[^1].Version);
        change.Add(Contribution.Of(history, audit));
        if (written[0].Version > 1)
        {
            change.Add(Contribution.Of(history.At(written[0].Version - 1), audit), -1);
        }

        return (key.Episode, change, history.Trajectory.Entries[^1].RecordedAt);
    }

    private async Task<IReadOnlyList<FigurePage>> ChangedAsync(FigurePart part, Contribution change, CancellationToken cancellationToken)
    {
        var changes = change.Counts.ToLookup(each => new PageName(each.Slice.Facet, each.Slice.Month));
        var kept = await figures.ReadAsync(part, [.. changes.Select(page => page.Key)], cancellationToken);
        var before = kept.Pages.ToDictionary(page => page.Name, page => page.Bytes);
        return [.. changes.Select(page => new FigurePage(page.Key, Added(before.GetValueOrDefault(page.Key), page)))];
    }

    private static byte[] Added(ReadOnlyMemory<byte> before, IEnumerable<(Slice Slice, Figure Figure, long Count)> changes)
    {
        var slices = PageCodec.Read(before.Span);
        foreach (var (slice, figure, count) in changes)
        {
            var name = SliceCodec.Write(slice);
            var counts = slices.TryGetValue(name, out var known) ? known : slices[name] = [];
            counts[figure] = counts.GetValueOrDefault(figure) + count;
        }

        return PageCodec.Write(slices);
    }
}
