using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>When an episode falls due, worked out purely from what is known: nothing ticks, so nothing is lost when a process ends.</summary>
internal static class Timers
{
    // Domain case 54: after an override somebody looks again within two weeks.
    private static readonly TimeSpan s_overrideRecheck = TimeSpan.FromDays(14);

    /// <summary>So long the clock leaves to a decision that mostly follows what was told: a portal records, then asks. After it danger is told to people.</summary>
    internal static TimeSpan DecisionFollows { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Everything that is or will be due, the earliest first.</summary>
    /// <param name="history">The episode.</param>
    /// <param name="facts">All its facts as of that instant.</param>
    /// <param name="asOf">The instant at which the facts hold.</param>
    /// <param name="norms">What the policy measures people by.</param>
    /// <param name="reviews">The policy's review points.</param>
    /// <param name="watches">The policy's watches.</param>
    internal static ImmutableArray<DueTimer> Of(
        EpisodeHistory history, Facts facts, CivilTime asOf, Norms norms, ImmutableArray<ReviewTimer> reviews, ImmutableArray<WatchTimer> watches)
    {
        // Whatever task is still open outlives the episode, and so does danger that nobody has looked at: only a named person ends either. Everything else ends with it.
        if (history.Ended is not null)
        {
            return Sorted(
            [
                .. RiskUnseen(history),
                .. RiskTold(history, asOf),
                .. OpenTasks(history),
            ]);
        }

        var watching = new WatchReading(history, facts, asOf, norms, reviews);
        return Sorted(
        [
            .. reviews.SelectMany(review => ReviewAt(history, asOf, review)),
            .. watches.Where(watch => !FactTable.Of(watch.Fact).IsOfTheClock).SelectMany(watch => NextOf(watching, watch)),
            .. LooksAgain(history),
            .. InputsChanged(history),
            .. RiskFirstClosed(history),
            .. RiskUnseen(history),
            .. RiskTold(history, asOf),
            .. OpenTasks(history),
        ]);
    }

    /// <summary>
    /// What the clock has still to tell people of, the earliest first: each number of each watch that was or will be reached by itself, once. A decision that was made
    /// since has looked at it. Only what is about risk outlives the episode.
    /// </summary>
    internal static ImmutableArray<Notice> Notices(
        EpisodeHistory history, Facts facts, CivilTime asOf, Norms norms, ImmutableArray<ReviewTimer> reviews, ImmutableArray<WatchTimer> watches)
    {
        var watching = new WatchReading(history, facts, asOf, norms, reviews);
        return [.. watches.SelectMany(watching.NoticesOf).OrderBy(notice => notice.Due).ThenBy(notice => notice.Watch, StringComparer.Ordinal)];
    }

    /// <summary>Reviews that are or will be due, for whatever reason.</summary>
    internal static IEnumerable<DueTimer> ReviewsDue(EpisodeHistory history, CivilTime asOf, ImmutableArray<ReviewTimer> reviews) =>
        reviews.SelectMany(review => ReviewAt(history, asOf, review)).Concat(LooksAgain(history)).Concat(RiskFirstClosed(history));

    /// <summary>Danger that nobody has decided about, as the clock tells it: with a little time for the decision that mostly follows, in which one speaks for all.</summary>
    internal static IEnumerable<DueTimer> DangerDue(EpisodeHistory history, CivilTime asOf)
    {
        foreach (var unseen in RiskUnseen(history))
        {
            yield return unseen;
        }

        var spokenFor = DateTimeOffset.MinValue;
        foreach (var told in RiskTold(history, asOf).OrderBy(told => told.Due))
        {
            if (told.Due > spokenFor)
            {
                spokenFor = told.Due + DecisionFollows;
                yield return told with { Due = spokenFor };
            }
        }
    }

    /// <summary>The earliest instant at which something falls due; null when nothing will.</summary>
    internal static DateTimeOffset? Earliest(ImmutableArray<DueTimer> timers) => timers.IsEmpty ? null : timers[0].Due;

    private static ImmutableArray<DueTimer> Sorted(IEnumerable<DueTimer> timers) =>
        [.. timers.OrderBy(timer => timer.Due).ThenBy(timer => timer.Kind).ThenBy(timer => timer.Name, StringComparer.Ordinal)];

    // Counted from the start of the step, and anew from each review.
    private static IEnumerable<DueTimer> ReviewAt(EpisodeHistory history, CivilTime asOf, ReviewTimer review)
    {
        var sessions = new Sessions([.. history.Events.Where(told => told.HappenedOn <= asOf.Date)]);
        if (sessions.Start is not { } start || sessions.Step != review.Step)
        {
            yield break;
        }

        var reviewed = history.Decisions.LastOrDefault(decision => decision.Record.Call == DecisionCall.Review && decision.IsSince(start));
        var due = new List<(DateOnly On, int Since)>();
        if (review.WithinDays is { } days)
        {
            due.Add(reviewed is null ? (start.HappenedOn.AddDays(days), start.Told.Version) : (reviewed.AsOf.Date.AddDays(days), 0));
        }

        var attended = sessions.TreatmentsAtStep.Where(told => reviewed is null || IsAfter(told, reviewed)).ToList();
        if (review.Sessions is { } count && attended.Count >= count)
        {
            due.Add((attended[count - 1].HappenedOn, attended.Take(count).Max(told => told.Told.Version)));
        }

        if (due.Count > 0)
        {
            var (on, since) = due.Min();
            yield return new DueTimer(DueKind.Review, review.Step.ToString(), CivilTime.StartOf(on, history.Zone)) { Since = since };
        }
    }

    // A session of the review's own day counts for it, unless it was told only afterwards.
    private static bool IsAfter(HistoryEvent told, HistoryDecision reviewed) =>
        told.HappenedOn > reviewed.AsOf.Date || (told.HappenedOn == reviewed.AsOf.Date && told.Told.Version > reviewed.Version);

    // What the clock alone counts is told already: as a review, a task or a change that is due.
    private static IEnumerable<DueTimer> NextOf(WatchReading watching, WatchTimer watch) =>
        watching.NoticesOf(watch).Take(1).Select(notice => new DueTimer(DueKind.Watch, notice.Watch, notice.Due));

    private static IEnumerable<DueTimer> LooksAgain(EpisodeHistory history)
    {
        if (history.LatestDecision is not { } latest)
        {
            yield break;
        }

        if (latest.Record.NextReview is { } next)
        {
            yield return new DueTimer(DueKind.NextReview, "next-review", next);
        }

        if (history.ConfirmationOf(latest.Version) is { Act.Override: not OverrideReason.None } overridden)
        {
            yield return new DueTimer(DueKind.OverrideRecheck, "override", overridden.At.Instant + s_overrideRecheck);
        }
    }

    internal static IEnumerable<DueTimer> InputsChanged(EpisodeHistory history)
    {
        if (history.LatestDecision is { } latest && history.InputsChangedIn(latest.Version) is { } version)
        {
            yield return new DueTimer(DueKind.InputsChanged, "inputs-changed", history.Trajectory.Entries[version - 1].RecordedAt);
        }
    }

    private static IEnumerable<DueTimer> RiskFirstClosed(EpisodeHistory history) => history.ClosedTasks
        .Where(task => task.RiskFirst && task.ClosedVersion > (history.LatestDecision?.Version ?? 0))
        .Select(task => new DueTimer(DueKind.RiskFirstClosed, task.Kind.ToString(), task.ClosedAt!.Value));

    // What it was raised again for is covered by nobody: without a decision the task would be gone and its reason would stay.
    private static IEnumerable<DueTimer> RiskUnseen(EpisodeHistory history) => history.ClosedTasks
        .Where(task => EpisodeTask.IsRisk(task.Kind) && task.ClosedSeenVersion < task.LastRaisedVersion && task.ClosedVersion > (history.LatestDecision?.Version ?? 0))
        .Select(task => new DueTimer(DueKind.RiskUnseen, task.Kind.ToString(), task.ClosedAt!.Value));

    // An answer recorded without asking for a decision has raised no task yet; it must not wait for the next appointment.
    private static IEnumerable<DueTimer> RiskTold(EpisodeHistory history, CivilTime asOf) => RiskReview.Undecided(history, asOf.Date)
        .Select(told => new DueTimer(DueKind.RiskTold, "risk-told", history.Trajectory.Entries[told.Version - 1].RecordedAt) { Since = told.Version });

    private static IEnumerable<DueTimer> OpenTasks(EpisodeHistory history) =>
        history.OpenTasks.Select(task => new DueTimer(DueKind.Task, task.Kind.ToString(), task.Due));
}
