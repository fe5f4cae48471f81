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

        // Each wait for a person by itself; of all else the clock goes on from the last day it spoke of, also where a correction moved the beginning.
        var last = Noticed(watch).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var due = isAboutRisk ? DueOf(watch).Except(Noticed(watch)) : DueOf(watch).Where(one => one > last);
        return due.Order().Select(one => new Notice(watch.Name, one, watch.Task));
    }

    private IEnumerable<DateTimeOffset> Noticed(WatchTimer watch) =>
        history.Notices.Where(notice => notice.Act.Watch == watch.Name).Select(notice => notice.Act.FellDue);

    private IEnumerable<DateTimeOffset> DueOf(WatchTimer watch) => watch.Fact switch
    {
        FactNumber.DaysReviewOverdue => SinceEach(watch, Timers.ReviewsDue(history, asOf, reviews).Select(due => due.Due)),
        FactNumber.DaysInputsChanged => SinceEach(watch, Timers.InputsChanged(history).Select(due => due.Due)),
        FactNumber.DaysUnconfirmed => SinceEach(watch, Unconfirmed()),
        FactNumber.DaysRiskTaskLate => history.OpenTasks.Where(task => EpisodeTask.IsRisk(task.Kind)).SelectMany(task => Since(watch, task.Due)).Distinct(),
        FactNumber.DaysRiskUndecided => Timers.DangerDue(history, facts[FactNumber.RiskReviewed] == 1).SelectMany(due => Since(watch, due.Due)).Distinct(),
        FactNumber.AttendedAtStep => Sessionwise(watch, Sessions.TreatmentsAtStep),
        FactNumber.AttendedTreatments => Sessionwise(watch, Sessions.Treatments),
        FactNumber.MissedInARow => Sessionwise(watch, [.. Sessions.Missed.Reverse()]),
        FactNumber.UnmeasuredInARow or FactNumber.UnscoredInARow => Sessionwise(watch, [.. Sessions.Treatments.TakeLast(Math.Max(0, facts[watch.Fact]))]),
        _ => Daily(watch),
    };

    private IEnumerable<DateTimeOffset> Unconfirmed() => history.LatestDecision is { } latest && history.ConfirmationOf(latest.Version) is null
        ? [history.Trajectory.Entries[latest.Version - 1].RecordedAt]
        : [];

    // While the numbers of one are told they speak for what begins meanwhile; what begins after the last of them is told by itself.
    private IEnumerable<DateTimeOffset> SinceEach(WatchTimer watch, IEnumerable<DateTimeOffset> beginnings)
    {
        var spokenTo = DateTimeOffset.MinValue;
        foreach (var beginning in beginnings.Order())
        {
            if (beginning >= spokenTo)
            {
                foreach (var due in Since(watch, beginning))
                {
                    spokenTo = due;
                    yield return due;
                }
            }
        }
    }

    // At once, or from the first moment of a later day.
    private IEnumerable<DateTimeOffset> Since(WatchTimer watch, DateTimeOffset beginning)
    {
        var day = CivilTime.Of(beginning, history.Zone).Date;
        return watch.Thresholds.Select(days => days == 0 ? beginning : CivilTime.StartOf(day.AddDays(days), history.Zone));
    }

    // A number that was reached by the day of the latest decision has been looked at; one reached since is due from its day on.
    private IEnumerable<DateTimeOffset> Daily(WatchTimer watch)
    {
        var days = facts[watch.Fact];
        return days == FactCode.Unknown
            ? []
            : watch.Thresholds.Select(threshold => asOf.Date.AddDays(threshold - days))
                .Where(reached => history.LatestDecision is not { } latest || reached > latest.AsOf.Date)
                .Select(reached => CivilTime.StartOf(reached, history.Zone));
    }

    // Due on the morning after the last of them was told, so that scores and decisions of its day can still come in. A decision made with all of them known has looked.
    private IEnumerable<DateTimeOffset> Sessionwise(WatchTimer watch, ImmutableArray<HistoryEvent> sessions)
    {
        var seen = history.LatestDecision?.Version ?? 0;
        foreach (var count in watch.Thresholds.Where(count => count <= sessions.Length))
        {
            var counted = sessions.Take(count).ToList();
            if (counted.Max(told => told.Revised.Version) > seen)
            {
                yield return CivilTime.StartOf(counted.Max(KnownOn).AddDays(1), history.Zone);
            }
        }
    }

    private DateOnly KnownOn(HistoryEvent told)
    {
        var recorded = CivilTime.Of(history.Trajectory.Entries[told.Revised.Version - 1].RecordedAt, history.Zone).Date;
        return recorded > told.HappenedOn ? recorded : told.HappenedOn;
    }
}
