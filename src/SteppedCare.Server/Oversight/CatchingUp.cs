using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>Tells from the log what somebody who watches has not heard of.</summary>
internal sealed class CatchingUp(ILogTail log, LogNewsReading reading, WatchPace pace)
{
    private const int ReadAtOnce = 64;

    /// <summary>Everything up to there, part by part. A refusal is the last: the place is lost.</summary>
    /// <param name="place">How far the watch is; moved on.</param>
    /// <param name="service">The service.</param>
    /// <param name="zone">Its time zone.</param>
    /// <param name="until">How far to go.</param>
    /// <param name="isHeld">False for a place that was given: it is looked up even where nothing follows it, since it may be from before a loss.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async IAsyncEnumerable<Result<WatchAnswer>> TellAsync(
        WatchedPlace place, string service, TimeZoneInfo zone, LogVector until, bool isHeld, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tag in EpisodeTag.All(service))
        {
            for (var isThere = isHeld && IsThere(tag.Bucket); !isThere;)
            {
                if (await log.ReadOnAsync(tag, place.At[tag.Bucket], ReadAtOnce, cancellationToken) is not { } entries)
                {
                    yield return isHeld ? OversightRefusals.PositionExpired : OversightRefusals.WatchExpired;
                    yield break;
                }

                foreach (var news in await reading.ReadAsync(tag, zone, entries, cancellationToken))
                {
                    if (place.Pass(news) is { } answer)
                    {
                        yield return answer;
                    }
                }

                if (place.Silence >= pace.Sign)
                {
                    yield return place.Sign();
                }

                isThere = entries.Count < ReadAtOnce || IsThere(tag.Bucket);
            }
        }

        bool IsThere(int bucket) => place.At[bucket].CompareTo(until[bucket]) >= 0;
    }
}
