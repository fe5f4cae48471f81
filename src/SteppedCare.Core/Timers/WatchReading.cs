using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the watches of a policy have still to notice in one episode.</summary>
internal sealed class WatchReading(EpisodeHistory history, Facts facts, CivilTime asOf, Norms norms, ImmutableArray<ReviewTimer> reviews)
{
    private Facts? _decided;

    /// <summary>The earliest first.</summary>
    internal IEnumerable<Notice> NoticesOf(WatchTimer watch)
    {
        var isAboutRisk = FactTable.Of(watch.Fact).IsOfDanger;
        if ((history.Ended is not null && !isAboutRisk) || (watch.Step != Step.None && facts[FactNumber.Step] != (int)watch.Step))
        {
            return [];
        }

        var told = history.Notices.Where(notice => notice.Act.Watch == watch.Name).Select(notice => notice.Act).ToList();
        return DueOf(watch)
            .Select(one => CountsAWait(watch) ? Apart(told, one) : one)
            .Where(one => told.All(act => act.FellDue != one.At) && (isAboutRisk || IsNews(watch, told, one)))
            .DistinctBy(one => one.At)
            .OrderBy(one => one.At)
            .Select(one => new Notice(watch.Name, one.At, watch.Task, one.Number, one.Since));
    }

    // The clock goes on from the last day it spoke of, and does not tell a number again because a correction moved it. Where one made a wait longer, the numbers beyond
    // the last one told lie before that day and are news all the same, unless they were told of that time by another wait.
    private static bool IsNews(WatchTimer watch, List<Noticed> told, Reached one) =>
        told.MaxBy(act => act.FellDue) is not { } last
        || (!told.Any(act => IsOf(act, one))
            && (one.At > last.FellDue
                || (CountsAWait(watch) && one.Number > last.Number && !told.Any(act => act.Number >= one.Number && act.FellDue >= one.At.AddDays(-one.Number)))));

    // What is told is known by its instant. A correction can move a wait by just as much as lies between two numbers: then the later one falls due where the earlier was told.
    private static Reached Apart(List<Noticed> told, Reached one) => told.Any(act => act.FellDue == one.At && act.Number < one.Number) ? one with { At = one.At.AddSeconds(1) } : one;

    private static bool IsOf(Noticed act, Reached one) => one.Since > 0 && act.Number == one.Number && act.Since == one.Since;

    private static bool CountsAWait(WatchTimer watch) => FactTable.Of(watch.Fact) is { CountsDays: true, IsOfTheClock: false };

    private IEnumerable<Reached> DueOf(WatchTimer watch) => watch.Fact switch
    {
        FactNumber.DaysReviewOverdue => SinceEach(watch, Timers.ReviewsDue(history, asOf, reviews)),
        FactNumber.DaysInputsChanged => SinceEach(watch, Timers.InputsChanged(history)),
        FactNumber.DaysUnconfirmed => SinceEach(watch, Unconfirmed()),
        FactNumber.DaysRiskTaskLate => history.OpenTasks.Where(task => EpisodeTask.IsRisk(task.Kind)).SelectMany(task => Since(watch, task.Due, task.RaisedVersion)),
        FactNumber.DaysRiskUndecided => Timers.DangerDue(history, asOf).SelectMany(due => Since(watch, due.Due, due.Since)).Where(one => !IsToldAtOnce(watch, one)),
        _ when FactTable.Of(watch.Fact).CountsSessions => Sessionwise(watch),
        _ => Daily(watch),
    };

    // Before the clock left a little time to the decision it told of danger at once, and kept no number. What else was told in that time it has not spoken of.
    private bool IsToldAtOnce(WatchTimer watch, Reached one) => one.Number == 0 && history.Notices.Any(notice =>
        notice.Act.Watch == watch.Name && notice.Act.Number is null && notice.Act.FellDue == one.At - Timers.DecisionFollows
        && history.Trajectory.Entries.Skip(notice.Version).All(entry => entry.Events.IsEmpty || entry.RecordedAt > one.At));

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

    // A number that the latest decision found reached has been looked at; one reached since is due from its day on.
    private IEnumerable<Reached> Daily(WatchTimer watch)
    {
        var days = facts[watch.Fact];
        if (days == FactCode.Unknown)
        {
            return [];
        }

        var began = asOf.Date.AddDays(-days);
        var since = BeganIn(watch.Fact, began);
        var decided = DaysAtDecision(watch.Fact);
        return watch.Thresholds.Where(threshold => history.LatestDecision is not { } latest || began.AddDays(threshold) > latest.AsOf.Date || threshold > decided)
            .Select(threshold => new Reached(CivilTime.StartOf(began.AddDays(threshold), history.Zone), threshold, since));
    }

    // What the latest decision knew of. Where nothing it rested on was told otherwise since, that is what is known now.
    private int DaysAtDecision(FactNumber fact) => history.LatestDecision is { } latest && history.InputsChanged(latest.Version)
        ? (_decided ??= FactBuilder.Build(history.At(latest.Version), latest.AsOf, norms))[fact]
        : int.MaxValue;

    // Where that day's beginning was first told; a correction tells nothing that begins.
    private int BeganIn(FactNumber fact, DateOnly began) => fact == FactNumber.DaysAwaitingStepUp
        ? history.Decisions.Where(decision => decision.AsOf.Date == began).Select(decision => decision.Version).DefaultIfEmpty().Min()
        : history.Events.Where(told => told.HappenedOn == began && told.Content is ReferralReceived or Contact or StepStarted).Select(told => told.Told.Version).DefaultIfEmpty().Max();

    // Due on the morning after it was reached, so that scores and decisions of its day can still come in. A decision made with the same sessions known has looked.
    private IEnumerable<Reached> Sessionwise(WatchTimer watch)
    {
        var rows = new SessionRows(history, asOf.Date, norms, watch.Fact);
        var decided = history.LatestDecision?.Version ?? 0;
        foreach (var number in watch.Thresholds.Where(number => number <= facts[watch.Fact]))
        {
            if (rows.Reached(number, history.Version) is { } reached && reached.Version > decided && rows.Reached(number, decided)?.Since != reached.Since)
            {
                yield return new Reached(CivilTime.StartOf(reached.On.AddDays(1), history.Zone), number, reached.Since);
            }
        }
    }

    /// <summary>A number of a watch that was or will be reached.</summary>
    /// <param name="At">When.</param>
    /// <param name="Number">Which.</param>
    /// <param name="Since">The entry that told of what is counted; 0 where no correction can move that.</param>
    private readonly record struct Reached(DateTimeOffset At, int Number, int Since);
}
