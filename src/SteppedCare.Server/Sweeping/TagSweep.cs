using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>The due episodes of one tag, page by page, the longest due first.</summary>
internal sealed partial class TagSweep(
    ITrajectoryIndex index, EpisodeSweep episodes, Postponing postponing, SweepLeases leases, Pace pace, SweepMetrics metrics, TimeProvider time, ILogger<TagSweep> logger)
{
    private const int Page = 256;
    private const int MostPages = 16;
    private const int MostAtOnce = 16;

    /// <summary>Sweeps it as long as nobody else does.</summary>
    internal async Task<TagLeft> SweepAsync(EpisodeTag tag, ServiceProfile service, CancellationToken cancellationToken)
    {
        var due = await ReadAsync(tag, cancellationToken);
        if (due.Count == 0)
        {
            return TagLeft.Nothing;
        }

        if (!await leases.TakeAsync(tag, cancellationToken))
        {
            return new TagLeft(due[0].Due, IsMine: false);
        }

        try
        {
            var looked = new HashSet<string>(StringComparer.Ordinal);
            for (var page = 1; page <= MostPages; page++)
            {
                // Whoever could not be moved on is met again at the head.
                var fresh = due.Where(episode => looked.Add(episode.Episode)).ToList();
                if (fresh.Count == 0)
                {
                    break;
                }

                await SweepAsync(tag, service, fresh, cancellationToken);
                await leases.TakeAsync(tag, cancellationToken);
                due = await ReadAsync(tag, cancellationToken);
            }

            return due.Count == 0 ? TagLeft.Nothing : new TagLeft(due[0].Due, IsMine: due.Any(episode => !looked.Contains(episode.Episode)));
        }
        finally
        {
            await leases.ReleaseAsync(tag);
        }
    }

    private Task<IReadOnlyList<DueEpisode>> ReadAsync(EpisodeTag tag, CancellationToken cancellationToken) => index.ReadDueAsync(tag, time.GetUtcNow(), Page, cancellationToken);

    private async Task SweepAsync(EpisodeTag tag, ServiceProfile service, List<DueEpisode> due, CancellationToken cancellationToken)
    {
        await pace.SpendAsync(due.Count, cancellationToken);
        var failures = 0;
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken },
            async (episode, token) =>
            {
                var key = new EpisodeKey(tag.Service, episode.Episode);
                try
                {
                    await episodes.SweepAsync(key, service, token);
                    postponing.Succeeded(key);
                    metrics.Looked();
                }
                catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailableException or PolicyNotLiveException))
                {
                    // What it says may quote the episode: only its kind is told.
                    Interlocked.Increment(ref failures);
                    metrics.Failed(fault is FormatException ? SweepFailure.Unreadable : SweepFailure.Broken);
                    await postponing.PostponeAsync(key, token);
                }
            });
        if (failures > 0)
        {
            Postponed(failures, tag.Service);
        }
    }

    [LoggerMessage(160, LogLevel.Error, "{Count} due episodes of {Service} could not be looked at; each is tried again in some minutes, then ever later")]
    private partial void Postponed(int count, string service);
}

/// <summary>What a sweep left in a tag.</summary>
/// <param name="Oldest">The longest due; null when nothing is due.</param>
/// <param name="IsMine">There is more for this replica to do at once.</param>
internal readonly record struct TagLeft(DateTimeOffset? Oldest, bool IsMine)
{
    internal static TagLeft Nothing => default;
}
