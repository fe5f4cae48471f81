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

    /// <summary>Takes in the next entries of the tag; false when there were none, or somebody else took them in.</summary>
    internal async Task<bool> AdvanceAsync(EpisodeTag tag, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var stand = await figures.FindStandAsync(tag, cancellationToken);
        var entries = await index.ReadLogAsync(tag, stand?.Position, AtOnce, cancellationToken);
        if (entries.Count == 0)
        {
            return false;
        }

        var episodes = await Task.WhenAll(entries.GroupBy(entry => entry.Episode, StringComparer.Ordinal).Select(written => LoadAsync(tag, zone, [.. written], cancellationToken)));
        var change = Contribution.None;
        foreach (var episode in episodes)
        {
            change.Add(episode.Change);
        }

        var asOf = episodes.Max(episode => episode.Last);
        var to = new ProjectionStand(entries[^1].Position, asOf > (stand?.AsOf ?? asOf) ? asOf : stand?.AsOf ?? asOf);
        return await figures.TryAdvanceAsync(tag, stand, to, await ChangedAsync(tag, change, cancellationToken), cancellationToken);
    }

    private async Task<(Contribution Change, DateTimeOffset Last)> LoadAsync(EpisodeTag tag, TimeZoneInfo zone, LogEntry[] written, CancellationToken cancellationToken)
    {
        var change = Contribution.None;
        // At once: what the record says of a version never changes, so it does not matter which of the two is the newer.
        var key = new EpisodeKey(tag.Service, written[0].Episode);
        var (loading, telling) = (trajectories.LoadAsync(key, null, cancellationToken), trajectories.LoadAuditAsync(key, cancellationToken));
        await Task.WhenAll(loading, telling);
        var (stored, audit) = (await loading, AuditRecord.Read((await telling).Span));
        if (stored.Trajectory.IsEmpty)
        {
            return (change, DateTimeOffset.MinValue);
        }

        var history = EpisodeHistory.Of(TrajectoryCodec.Decode(stored.Trajectory.Span), zone).At(written[^1].Version);
        change.Add(Contribution.Of(history, audit));
        if (written[0].Version > 1)
        {
            change.Add(Contribution.Of(history.At(written[0].Version - 1), audit), -1);
        }

        return (change, history.Trajectory.Entries[^1].RecordedAt);
    }

    private async Task<IReadOnlyList<KeptFigures>> ChangedAsync(EpisodeTag tag, Contribution change, CancellationToken cancellationToken)
    {
        var changes = change.Counts.GroupBy(each => each.Slice).ToList();
        var kept = await figures.ReadAsync(tag, [.. changes.Select(slice => slice.Key.Month).Distinct().Order()], cancellationToken);
        var before = kept.ToDictionary(each => (each.Month, each.Slice), each => each.Counts);
        return [.. changes.Select(slice => Added(slice.Key, slice.Select(each => (each.Figure, each.Count)), before))];
    }

    private static KeptFigures Added(Slice slice, IEnumerable<(Figure Figure, long Count)> changes, Dictionary<(Month, string), ReadOnlyMemory<byte>> before)
    {
        var name = SliceCodec.Write(slice);
        var counts = CountsCodec.Read(before.GetValueOrDefault((slice.Month, name)).Span);
        foreach (var (figure, count) in changes)
        {
            counts[figure] = counts.GetValueOrDefault(figure) + count;
        }

        return new KeptFigures(slice.Month, name, CountsCodec.Write(counts));
    }
}
