using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the watches of a policy have still to notice in one episode.</summary>
internal sealed class WatchReading(EpisodeHistory history, Facts facts, CivilTime asOf, ImmutableArray<ReviewTimer> reviews)
{
    private Sessions? _sessions;

    private Sessions Sessions => _sessions ??= new Sessions([.. history.Events.Where(told => told.HappenedOn <= asOf.Date)]);

    /// <summary>The earliest first.</summary>
    internal IEnumerable<Notice> NoticesOf(WatchTimer watch)
    {
        var isAboutRisk = watch.Fact is FactNumber.DaysRiskTaskLate or FactNumber.DaysRiskUndecided;
        if ((history.Ended is not null && !isAboutRisk) || (watch.Step != Step.None && facts[FactNumber.Step] != (int)watch.Step))
        {
            return [];
        }

        // Each wait for a person by itself; of all else the clock goes on from the last day it spoke of, and does not tell a number again because a correction moved it.
        var told = history.Notices.Where(notice => notice.Act.Watch == watch.Name).Select(notice => notice.Act).ToList();
        var last = told.Select(act => act.FellDue).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return DueOf(watch)
            .Where(one => isAboutRisk ? told.All(act => act.FellDue != one.At) : one.At > last && !told.Any(act => IsOf(act, one)))
            .DistinctBy(one => one.At)
            .OrderBy(one => one.At)
            .Select(one => new Notice(watch.Name, one.At, watch.Task, one.Number, one.Since));
    }

    private static bool IsOf(Noticed act, Reached one) => one.Since > 0 && act.Number == one.Number && act.Since == one.Since;

    private IEnumerable<Reached> DueOf(WatchTimer watch) => watch.Fact switch
    {
        FactNumber.DaysReviewOverdue => SinceEach(watch, Timers.ReviewsDue(history, asOf, reviews)),
        FactNumber.DaysInputsChanged => SinceEach(watch, Timers.InputsChanged(history)),
        FactNumber.DaysUnconfirmed => SinceEach(watch, Unconfirmed()),
        FactNumber.DaysRiskTaskLate => history.OpenTasks.Where(task => EpisodeTask.IsRisk(task.Kind)).SelectMany(task => Since(watch, task.Due, task.RaisedVersion)),
        FactNumber.DaysRiskUndecided => Timers.DangerDue(history, asOf).SelectMany(due => Since(watch, due.Due, due.Since)),
        FactNumber.AttendedAtStep => Sessionwise(watch, Sessions.TreatmentsAtStep),
        FactNumber.AttendedTreatments => Sessionwise(watch, Sessions.Treatments),
        FactNumber.MissedInARow => Sessionwise(watch, [.. Sessions.Missed.Reverse()]),
        FactNumber.UnmeasuredInARow or FactNumber.UnscoredInARow => Sessionwise(watch, [.. Sessions.Treatments.TakeLast(Math.Max(0, facts[watch.Fact]))]),
        _ => Daily(watch),
    };

    private IEnumerable<DueTimer> Unconfirmed()
    {
        if (history.LatestDecision is { } latest && history.ConfirmationOf(latest.Version) is null)
        {
            yield return new DueTimer(DueKind.Watch, "unconfirmed", history.Trajectory.Entries[latest.Version - 1].RecordedAt);
        }
    }

    // While the numbers of one are told they speak for what begins meanwhile; what begins after the last of them is told by itself.
    private IEnumerable<Reached> SinceEach(WatchTimer watch, IEnumerable<DueTimer> beginnings)
    {
        var spokenTo = DateTimeOffset.MinValue;
        foreach (var beginning in beginnings.OrderBy(beginning => beginning.Due))
        {
            if (beginning.Due >= spokenTo)
            {
                foreach (var due in Since(watch, beginning.Due, beginning.Since))
                {
                    spokenTo = due.At;
                    yield return due;
                }
            }
        }
    }

    // At once, or from the first moment of a later day.
    private IEnumerable<Reached> Since(WatchTimer watch, DateTimeOffset beginning, int since)
    {
        var day = CivilTime.Of(beginning, history.Zone).Date;
        return watch.Thresholds.Select(days => new Reached(days == 0 ? beginning : CivilTime.StartOf(day.AddDays(days), history.Zone), days, since));
    }

    // A number that was reached by the day of the latest decision has been looked at; one reached since is due from its day on.
    private IEnumerable<Reached> Daily(WatchTimer watch)
    {
        var days = facts[watch.Fact];
        if (days == FactCode.Unknown)
        {
            return [];
        }

        var began = asOf.Date.AddDays(-days);
        var since = BeganIn(watch.Fact, began);
        return watch.Thresholds.Where(threshold => history.LatestDecision is not { } latest || began.AddDays(threshold) > latest.AsOf.Date)
            .Select(threshold => new Reached(CivilTime.StartOf(began.AddDays(threshold), history.Zone), threshold, since));
    }

    // Where that day's beginning was first told; a correction tells nothing that begins.
    private int BeganIn(FactNumber fact, DateOnly began) => fact == FactNumber.DaysAwaitingStepUp
        ? history.Decisions.Where(decision => decision.AsOf.Date == began).Select(decision => decision.Version).DefaultIfEmpty().Min()
        : history.Events.Where(told => told.HappenedOn == began && told.Content is ReferralReceived or Contact or StepStarted).Select(told => told.Told.Version).DefaultIfEmpty().Max();

    // Due on the morning after the last of them was told, so that scores and decisions of its day can still come in. A decision made with all of them known has looked.
    private IEnumerable<Reached> Sessionwise(WatchTimer watch, ImmutableArray<HistoryEvent> sessions)
    {
        var seen = history.LatestDecision?.Version ?? 0;
        foreach (var count in watch.Thresholds.Where(count => count <= sessions.Length))
        {
            var counted = sessions.Take(count).ToList();
            var since = counted.Select(told => told.Told.Version).DefaultIfEmpty().Max();
            if (since > seen)
            {
                yield return new Reached(CivilTime.StartOf(counted.Max(KnownOn).AddDays(1), history.Zone), count, since);
            }
        }
    }

    private DateOnly KnownOn(HistoryEvent told)
    {
        var recorded = CivilTime.Of(history.Trajectory.Entries[told.Told.Version - 1].RecordedAt, history.Zone).Date;
        return recorded > told.HappenedOn ? recorded : told.HappenedOn;
    }

    /// <summary>A number of a watch that was or will be reached.</summary>
    /// <param name="At">When.</param>
    /// <param name="Number">Which.</param>
    /// <param name="Since">The entry that told of what is counted; 0 where no correction can move that.</param>
    private readonly record struct Reached(DateTimeOffset At, int Number, int Since);
}
