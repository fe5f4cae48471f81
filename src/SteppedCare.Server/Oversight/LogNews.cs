using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>An entry of the log, and what it tells those who watch.</summary>
/// <param name="Bucket">The tag's number within the service.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="News">What it changed; null when nothing that is told.</param>
internal readonly record struct LogNews(int Bucket, LogPosition Position, EpisodeNews? News);

/// <summary>Reads what entries of a log changed from the trajectories that they refer to.</summary>
internal sealed partial class LogNewsReading(ITrajectoryStore store, ILogger<LogNewsReading> logger)
{
    private const int AtOnce = 32;

    /// <summary>
    /// In the order of the entries. An entry is told with what its own write changed, which is as sure as the entry, since both were one commit. Of an episode
    /// that was erased nothing is told.
    /// </summary>
    internal async Task<IReadOnlyList<LogNews>> ReadAsync(EpisodeTag tag, TimeZoneInfo zone, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var trajectories = new Dictionary<string, Trajectory?>(StringComparer.Ordinal);
        foreach (var chunk in entries.Select(entry => entry.Episode).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var loaded = await Task.WhenAll(chunk.Select(episode => store.LoadAsync(new EpisodeKey(tag.Service, episode), null, cancellationToken)));
            for (var index = 0; index < chunk.Length; index++)
            {
                trajectories[chunk[index]] = Read(loaded[index].Trajectory);
            }
        }

        return
        [
            .. entries.Select(entry => new LogNews(
                tag.Bucket,
                LogPosition.Parse(entry.Position),
                trajectories[entry.Episode] is { } trajectory ? EpisodeNews.Of(new EpisodeKey(tag.Service, entry.Episode), trajectory, entry.Version, zone) : null)),
        ];
    }

    private Trajectory? Read(ReadOnlyMemory<byte> trajectory)
    {
        try
        {
            return trajectory.IsEmpty ? null : TrajectoryCodec.Decode(trajectory.Span);
        }
        catch (FormatException)
        {
            // Were it to end the watch, one episode would hide all others.
            TrajectoryUnreadable();
            return null;
        }
    }

    [LoggerMessage(170, LogLevel.Error, "A trajectory cannot be read: it is damaged, or a later release wrote it. Those who watch its service are not told of it")]
    private partial void TrajectoryUnreadable();
}
