using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>One watch: what its caller has not heard of comes from the log, then it goes along with the service's tail.</summary>
internal sealed class Watching(ServiceTails tails, ILogTail log, LogNewsReading reading, WatchPace pace, TimeProvider clock)
{
    private const int ReadAtOnce = 64;

    /// <summary>Tells until its caller has enough. A refusal ends it: the place is lost.</summary>
    /// <exception cref="StoreUnavailableException">The logs cannot be read, and nobody should take silence for peace.</exception>
    internal async IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var watcher = tails.Join(query.Service, zone);
        var tail = watcher.Tail;
        await tail.Began.WaitAsync(cancellationToken);

        // From now on, however long others have watched.
        var at = query.After ?? tail.Present.At;
        var isHeld = query.After is null;
        yield return Sign(at);
        var silentSince = clock.GetTimestamp();
        while (true)
        {
            var (until, next) = tail.Present;
            foreach (var tag in EpisodeTag.All(query.Service))
            {
                // A place that was given is looked up even where nothing follows it: it may be from before a loss.
                for (var isThere = isHeld && at[tag.Bucket].CompareTo(until[tag.Bucket]) >= 0; !isThere;)
                {
                    if (await log.ReadOnAsync(tag, at[tag.Bucket], ReadAtOnce, cancellationToken) is not { } entries)
                    {
                        yield return OversightRefusals.PositionExpired;
                        yield break;
                    }

                    foreach (var news in await reading.ReadAsync(tag, zone, entries, cancellationToken))
                    {
                        at = at.With(tag.Bucket, news.Position);
                        if (query.Select(news.News) is { } told)
                        {
                            yield return new WatchAnswer(at, told.RecordedAt, told);
                            silentSince = clock.GetTimestamp();
                        }
                    }

                    if (clock.GetElapsedTime(silentSince) >= pace.Sign)
                    {
                        yield return Sign(at);
                        silentSince = clock.GetTimestamp();
                    }

                    isThere = entries.Count < ReadAtOnce || at[tag.Bucket].CompareTo(until[tag.Bucket]) >= 0;
                }
            }

            isHeld = true;
            for (var look = tail.LookFrom(next); !look.IsTooLate; look = tail.LookFrom(next))
            {
                if (look.Fault is { } fault)
                {
                    throw new InvalidOperationException("The tail of a service broke.", fault);
                }

                if (look.IsLost)
                {
                    yield return OversightRefusals.PositionExpired;
                    yield break;
                }

                foreach (var news in look.News)
                {
                    next++;
                    if (news.Position.CompareTo(at[news.Bucket]) <= 0)
                    {
                        continue;
                    }

                    at = at.With(news.Bucket, news.Position);
                    if (query.Select(news.News) is { } told)
                    {
                        yield return new WatchAnswer(at, told.RecordedAt, told);
                        silentSince = clock.GetTimestamp();
                    }
                }

                if (clock.GetElapsedTime(silentSince) is var silence && silence >= pace.Sign)
                {
                    Demand(tail);
                    yield return Sign(at);
                    silentSince = clock.GetTimestamp();
                }
                else if (look.News.IsEmpty)
                {
                    await UntilAsync(look.Changed, pace.Sign - silence, cancellationToken);
                }
            }
        }
    }

    private WatchAnswer Sign(LogVector at) => new(at, clock.GetUtcNow(), null);

    private void Demand(ServiceTail tail)
    {
        if (tail.Silence > pace.Sign + pace.Sign)
        {
            throw new StoreUnavailableException("The logs cannot be read now.");
        }
    }

    private async Task UntilAsync(Task change, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await change.WaitAsync(patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It is time for a sign of life.
        }
    }
}
