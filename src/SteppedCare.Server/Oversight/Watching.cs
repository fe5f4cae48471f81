using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>One watch: what its caller has not heard of comes from the log, then it goes along with the service's tail.</summary>
internal sealed class Watching(ServiceTails tails, CatchingUp catchingUp, WatchPace pace, TimeProvider clock)
{
    /// <summary>Tells until its caller has enough. A refusal ends it: the place is lost.</summary>
    /// <exception cref="StoreUnavailableException">The logs cannot be read, and nobody should take silence for peace.</exception>
    internal async IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var watcher = tails.Join(query.Service, zone);
        var tail = watcher.Tail;
        await tail.Began.WaitAsync(cancellationToken);

        // From now on, however long others have watched.
        var place = new WatchedPlace(query, query.After ?? tail.Present.At, clock);
        yield return place.Sign();
        for (var isHeld = query.After is null; ; isHeld = true)
        {
            var (until, next) = tail.Present;
            await foreach (var answer in catchingUp.TellAsync(place, query.Service, zone, until, isHeld, cancellationToken))
            {
                yield return answer;
                if (answer.Refusal is not null)
                {
                    yield break;
                }
            }

            await foreach (var answer in GoAlongAsync(place, tail, next, cancellationToken))
            {
                yield return answer;
                if (answer.Refusal is not null)
                {
                    yield break;
                }
            }
        }
    }

    // Until the tail has passed what comes next: then that is in the log alone.
    private async IAsyncEnumerable<Result<WatchAnswer>> GoAlongAsync(
        WatchedPlace place, ServiceTail tail, long next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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

            next += look.News.Length;
            foreach (var news in look.News)
            {
                if (place.Pass(news) is { } answer)
                {
                    yield return answer;
                }
            }

            if (place.Silence is var silence && silence >= pace.Sign)
            {
                Demand(tail);
                yield return place.Sign();
            }
            else if (look.News.IsEmpty)
            {
                await UntilAsync(look.Changed, pace.Sign - silence, cancellationToken);
            }
        }
    }

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
