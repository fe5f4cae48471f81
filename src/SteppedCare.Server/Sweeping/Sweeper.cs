using System.Collections.Concurrent;
using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>One round over all tags: what fell due is told, and after a change of rollout due instants are worked out anew.</summary>
internal sealed class Sweeper(
    HostSettings settings, IRollouts rollouts, TagSweep sweep, DueRecount recount, SweepLeases leases, SweepMetrics metrics, TimeProvider time)
{
    private const int MostTagsAtOnce = 4;

    private readonly ConcurrentDictionary<EpisodeTag, DateTimeOffset> _looked = new();
    private readonly ImmutableArray<EpisodeTag> _tags = [.. settings.Services.SelectMany(service => EpisodeTag.All(service.Name))];

    /// <returns>True when this replica left something that it can do at once.</returns>
    /// <exception cref="StoreUnavailableException">A part of the store did not answer; the others were swept.</exception>
    internal async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var (left, failed, oldest, away) = (0, 0, began.UtcTicks, (StoreUnavailableException?)null);
        var begin = leases.Begin(_tags.Length);
        await Parallel.ForEachAsync(
            _tags.Skip(begin).Concat(_tags.Take(begin)),
            new ParallelOptions { MaxDegreeOfParallelism = MostTagsAtOnce, CancellationToken = cancellationToken },
            async (tag, token) =>
            {
                // Of a tag that cannot be looked at nobody knows who waits there: somebody may since the last look.
                var waiting = _looked.GetOrAdd(tag, began);
                try
                {
                    var (isLeft, due) = await RoundAsync(tag, token);
                    Interlocked.Add(ref left, isLeft ? 1 : 0);
                    waiting = due;
                    _looked[tag] = began;
                }
                catch (StoreUnavailableException fault)
                {
                    metrics.Failed(SweepFailure.Store);
                    Interlocked.Exchange(ref away, fault);
                    Interlocked.Increment(ref failed);
                }
                catch (PolicyNotLiveException)
                {
                    // This server is not ready for the service, which is told elsewhere; another one sweeps for it.
                    metrics.Failed(SweepFailure.Policy);
                    Interlocked.Increment(ref failed);
                }

                Lower(ref oldest, waiting.UtcTicks);
            });
        metrics.Lags(time.GetUtcNow() - new DateTimeOffset(oldest, TimeSpan.Zero));
        if (failed == 0)
        {
            metrics.Whole();
        }

        return away is null ? left > 0 : throw away;
    }

    private async Task<(bool IsLeft, DateTimeOffset Oldest)> RoundAsync(EpisodeTag tag, CancellationToken cancellationToken)
    {
        var present = rollouts.Find(tag.Service)!;
        var recounts = await recount.RecountAsync(tag, present, cancellationToken);
        var swept = await sweep.SweepAsync(tag, present.Service, cancellationToken);
        return (recounts || swept.IsMine, swept.Oldest ?? DateTimeOffset.MaxValue);
    }

    private static void Lower(ref long least, long value)
    {
        for (var seen = Interlocked.Read(ref least); value < seen;)
        {
            var found = Interlocked.CompareExchange(ref least, value, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
