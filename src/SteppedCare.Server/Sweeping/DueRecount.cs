using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>
/// After a change of rollout, and once in a store that an earlier release wrote, it is worked out anew when every episode falls due and what is open in it, tag by tag
/// and page by page. The store keeps how far that came, so that
/// another replica goes on where one ended; doing a page twice changes nothing, and a page of an older epoch is refused.
/// </summary>
internal sealed class DueRecount(
    ITrajectoryIndex index, ITrajectoryStore store, IRollouts rollouts, SweepLeases leases, Pace pace, SweepMetrics metrics, SweepOptions options, TimeProvider time)
{
    private const int Page = 256;
    private const int MostPages = 32;
    private const int MostAtOnce = 16;

    private readonly ConcurrentDictionary<EpisodeTag, TagEpoch> _done = new();
    private readonly ConcurrentDictionary<(EpisodeTag Tag, TagEpoch Epoch), DateTimeOffset> _seen = new();

    /// <summary>Goes on with a tag as long as nobody else does; true when this replica has more of it to do at once.</summary>
    internal async Task<bool> RecountAsync(EpisodeTag tag, Rollout present, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(tag, out var done) && done == present.Tag)
        {
            return false;
        }

        var found = await index.ReadRecountAsync(tag, cancellationToken);
        var mark = RecountMark.Of(found);
        if (mark.IsDone)
        {
            return Finished(tag, mark.Epoch);
        }

        metrics.RecountOpen(tag);
        var now = time.GetUtcNow();

        // A clock that was put back begins the wait anew, and does not draw it out.
        var seen = _seen.AddOrUpdate((tag, mark.Epoch), now, (_, first) => first < now ? first : now);
        if (found.Epoch.Number == 0 || now - seen < options.Settle || !await leases.TakeAsync(tag, cancellationToken))
        {
            return false;
        }

        try
        {
            var rollout = rollouts.Find(tag.Service, mark.Epoch) ?? await rollouts.LoadAsync(tag.Service, mark.Epoch, cancellationToken);
            return await GoOnAsync(tag, rollout, RecountMark.Of(await index.ReadRecountAsync(tag, cancellationToken)), mark.Epoch, cancellationToken);
        }
        finally
        {
            await leases.ReleaseAsync(tag);
        }
    }

    private async Task<bool> GoOnAsync(EpisodeTag tag, Rollout rollout, RecountMark mark, TagEpoch epoch, CancellationToken cancellationToken)
    {
        for (var pages = 0; pages < MostPages && mark.Epoch == epoch && !mark.IsDone; pages++)
        {
            var page = await index.ReadEpisodesAsync(tag, mark.After, Page, cancellationToken);
            await pace.SpendAsync(page.Episodes.Count, cancellationToken);
            var moved = 0;
            await Parallel.ForEachAsync(
                page.Episodes,
                new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken },
                async (episode, token) =>
                {
                    if (await RecountAsync(episode, rollout, epoch, token) == CommitResult.EpochMoved)
                    {
                        Interlocked.Increment(ref moved);
                    }
                });
            if (moved > 0)
            {
                // There is a newer rollout: it is begun with anew.
                return true;
            }

            mark = page.Next is { } next ? new RecountMark(epoch, next) : RecountMark.DoneUnder(epoch);
            await index.WriteRecountAsync(tag, mark.ToString(), cancellationToken);
            await leases.TakeAsync(tag, cancellationToken);
        }

        return mark.IsDone ? Finished(tag, mark.Epoch) : true;
    }

    private async Task<CommitResult> RecountAsync(ScannedEpisode episode, Rollout rollout, TagEpoch epoch, CancellationToken cancellationToken)
    {
        try
        {
            var history = EpisodeHistory.Of(TrajectoryCodec.Decode(episode.Trajectory.Span), rollout.Service.Zone);
            var due = Due.NextNotice(history, rollout, episode.Key.Episode, time.GetUtcNow());

            // Where the version moved, whoever wrote has set both: by this rollout, or due at once so that a sweep does.
            var result = await store.ReindexAsync(episode.Key, history.Version, epoch, new IndexEntry(due, OpenTask.Of(history)), cancellationToken);
            metrics.Recounted();
            return result;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailableException))
        {
            // It keeps its place, and a sweep finds it as it is.
            metrics.Failed(fault is FormatException ? SweepFailure.Unreadable : SweepFailure.Broken);
            return CommitResult.Committed;
        }
    }

    private bool Finished(EpisodeTag tag, TagEpoch epoch)
    {
        _done[tag] = epoch;
        _seen.TryRemove((tag, epoch), out _);
        metrics.RecountDone(tag);
        return false;
    }
}
