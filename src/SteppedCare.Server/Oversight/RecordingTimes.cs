using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>
/// Finds where in the logs a time begins. Neither store's positions are the times of recording, which servers' clocks give; but both grow together, but for
/// what writes at the same time and clocks that disagree. So a log is halved again and again, and a little more is read than the time asks for.
/// </summary>
internal sealed class RecordingTimes(ILogTail log, ITrajectoryStore store)
{
    // As far ahead as the service takes instants; no two clocks should disagree by more.
    private static readonly TimeSpan s_disagreement = TimeSpan.FromMinutes(5);

    /// <summary>Nothing was recorded before. Whoever asks from an earlier day, such as the calendar's first, asks from the beginning.</summary>
    internal static DateTimeOffset Earliest { get; } = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Positions have 63 bits.
    private const int MostHalvings = 64;

    /// <summary>Whether nothing that follows in a log can be before that instant.</summary>
    internal static bool IsSurelyAfter(DateTimeOffset recordedAt, DateTimeOffset? before) => before is { } end && recordedAt - s_disagreement >= end;

    /// <summary>Whether something recorded since that instant was trimmed away.</summary>
    internal async Task<bool> IsGoneAsync(string service, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await Task.WhenAll(EpisodeTag.All(service).Select(tag => log.BoundsAsync(tag, cancellationToken)))).Any(bounds => bounds.TrimmedTo >= since);

    /// <summary>Places after which everything recorded since that instant stands; where the logs begin, for no instant.</summary>
    internal async Task<LogVector> SeekAsync(string service, DateTimeOffset? from, CancellationToken cancellationToken) =>
        LogVector.Of(await Task.WhenAll(EpisodeTag.All(service).Select(tag => SeekAsync(tag, (from < Earliest ? Earliest : from) - s_disagreement, cancellationToken))));

    private async Task<LogPosition> SeekAsync(EpisodeTag tag, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var (start, end, _) = await log.BoundsAsync(tag, cancellationToken);
        if (since is null)
        {
            return start;
        }

        // All up to the lower one was recorded before; the upper one is where it is not known any more.
        var upper = end.High;
        for (var halving = 0; halving < MostHalvings && start.High < upper; halving++)
        {
            var middle = start.High + ((upper - start.High) / 2);
            if (await log.FirstAfterAsync(tag, new LogPosition(middle, 0), cancellationToken) is { } entry
                && await RecordedAsync(tag, entry, cancellationToken) < since
                && LogPosition.Parse(entry.Position) is var earlier && earlier.CompareTo(start) > 0)
            {
                start = earlier;
            }
            else
            {
                upper = middle;
            }
        }

        return start;
    }

    private async Task<DateTimeOffset?> RecordedAsync(EpisodeTag tag, LogEntry entry, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(new EpisodeKey(tag.Service, entry.Episode), null, cancellationToken);
        try
        {
            var entries = stored.Trajectory.IsEmpty ? [] : TrajectoryCodec.Decode(stored.Trajectory.Span).Entries;
            return entries.Length < entry.Version ? null : entries[entry.Version - 1].RecordedAt;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
