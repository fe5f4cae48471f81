using System.Collections.Concurrent;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>
/// Takes the log of a tag into its totals. What a write changed is the episode's contribution after it less the one before, both from the trajectory, so it does
/// not matter who does it or how often it is tried: the stand moves with the totals, once.
/// </summary>
internal sealed partial class FigureProjector(
    ITrajectoryStore trajectories, ITrajectoryIndex index, IFigureStore figures, FigureMeters meters, TimeProvider time, ILogger<FigureProjector> logger)
{
    /// <summary>Entries of the log taken in at once.</summary>
    internal const int AtOnce = 256;

    // Servers of the release before keep totals by its definition in an update, and when the new release is taken back; who does not for so long is gone.
    private static readonly TimeSpan s_patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromHours(1);

    // What is wrong again after so short a time is not mended by beginning anew.
    private static readonly TimeSpan s_betweenBeginnings = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<FigurePart, DateTimeOffset> _looked = [], _begun = [];

    /// <summary>Takes in all that the log of the tag has now, and looks now and then for totals by an older definition that nobody keeps any more.</summary>
    internal async Task CatchUpAsync(EpisodeTag tag, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var part = FigurePart.Of(tag, zone);
        while (await AdvanceAsync(part, zone, cancellationToken))
        {
        }

        var now = time.GetUtcNow();
        if (!IsSince(_looked, part, now - s_betweenLooks))
        {
            await figures.RemoveSupersededAsync(part, now, s_patience, cancellationToken);
            _looked[part] = now;
        }
    }

    private static bool IsSince(ConcurrentDictionary<FigurePart, DateTimeOffset> times, FigurePart part, DateTimeOffset instant) =>
        times.TryGetValue(part, out var last) && last > instant;

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
        if (await ChangedAsync(part, stand, change, cancellationToken) is { } changed)
        {
            return await figures.TryAdvanceAsync(part, stand, to, changed, cancellationToken);
        }

        await BeginAnewAsync(part, stand, cancellationToken);
        return true;
    }

    // The log has all that there ever was to count.
    private async Task BeginAnewAsync(FigurePart part, ProjectionStand? stand, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (stand is null || IsSince(_begun, part, now - s_betweenBeginnings))
        {
            throw new InvalidDataException("What the log says does not add up.");
        }

        await figures.RemoveAsync(part, stand, cancellationToken);
        _begun[part] = now;
        meters.BegunAnew();
        BegunAnew(part.Tag.Service, part.Tag.Bucket);
    }

    // Written at: nothing of an episode that was erased since.
    private async Task<(string Name, Contribution Change, DateTimeOffset? WrittenAt)> LoadAsync(EpisodeTag tag, TimeZoneInfo zone, LogEntry[] written, CancellationToken cancellationToken)
    {
        var change = Contribution.None;

        // At once: what the record says of a version never changes, so it does not matter which of the two is the newer.
        var key = new EpisodeKey(tag.Service, written[0].Episode);
        var (loading, telling) = (trajectories.LoadAsync(key, null, cancellationToken), trajectories.LoadAuditAsync(key, cancellationToken));
        await Task.WhenAll(loading, telling);
        var stored = await loading;
        if (stored.Trajectory.IsEmpty)
        {
            return (key.Episode, change, null);
        }

        var audit = AuditOf(key.Service, (await telling).Span, written[0].Version - 1, written[^1].Version);
        var history = EpisodeHistory.Of(TrajectoryCodec.Decode(stored.Trajectory.Span), zone).At(written[^1].Version);
        change.Add(Contribution.Of(history, audit));
        if (written[0].Version > 1)
        {
            change.Add(Contribution.Of(history.At(written[0].Version - 1), audit), -1);
        }

        return (key.Episode, change, history.Trajectory.Entries[^1].RecordedAt);
    }

    // Who is in which group, or said what, is no reason to leave everything else of a tag uncounted.
    private AuditRecord AuditOf(string service, ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> versions)
    {
        try
        {
            var audit = AuditRecord.Read(bytes);
            foreach (var version in versions)
            {
                // What an entry says is read when it is asked for.
                audit.GroupsAt(version);
                _ = audit.ExperienceAt(version).Count();
            }

            return audit;
        }
        catch (FormatException)
        {
            AuditUnreadable(service);
            return AuditRecord.Empty;
        }
    }

    // Null where the totals that there are cannot be right.
    private async Task<IReadOnlyList<FigurePage>?> ChangedAsync(FigurePart part, ProjectionStand? stand, Contribution change, CancellationToken cancellationToken)
    {
        var changes = change.Counts.ToLookup(each => new PageName(each.Slice.Facet, each.Slice.Month));
        var kept = stand is null ? [] : (await figures.ReadAsync(part, [.. changes.Select(page => page.Key)], cancellationToken)).Pages;
        var before = kept.ToDictionary(page => page.Name, page => page.Bytes);
        var changed = new List<FigurePage>();
        foreach (var page in changes)
        {
            if (PageSum.Of(before.GetValueOrDefault(page.Key).Span, page) is not { } sum)
            {
                return null;
            }

            changed.Add(new FigurePage(page.Key, sum));
        }

        return changed;
    }

    [LoggerMessage(200, LogLevel.Error, "Part {Bucket} of the figures of {Service} could not be right, and is added up anew from its log")]
    private partial void BegunAnew(string service, int bucket);

    [LoggerMessage(201, LogLevel.Warning, "Who a person of {Service} is cannot be read; the figures count them where nothing was recorded")]
    private partial void AuditUnreadable(string service);
}
