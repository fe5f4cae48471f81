using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>Watches as policies declare them, and what a sweep makes of them.</summary>
internal static class Watched
{
    internal static readonly ReviewTimer Review = new(Step.Low, 4, 28);

    internal static readonly WatchTimer NoContact = new("no-contact", FactNumber.DaysSinceLastContact, [60, 90, 120], TaskKind.NoContact);
    internal static readonly WatchTimer Overdue = new("review-overdue", FactNumber.DaysReviewOverdue, [1, 14], TaskKind.ReviewDue);
    internal static readonly WatchTimer Unscored = new("unscored", FactNumber.UnscoredInARow, [2], TaskKind.ScoresMissing);
    internal static readonly WatchTimer MissedTwice = new("missed", FactNumber.MissedInARow, [2], TaskKind.ReachOut);
    internal static readonly WatchTimer Outgrown = new("outgrown", FactNumber.AttendedAtStep, [3], TaskKind.StepOutgrown) { Step = Step.Low };
    internal static readonly WatchTimer Unconfirmed = new("unconfirmed", FactNumber.DaysUnconfirmed, [7], TaskKind.ConfirmationWait);
    internal static readonly WatchTimer Changed = new("changed", FactNumber.DaysInputsChanged, [1], TaskKind.DecideAgain);
    internal static readonly WatchTimer Late = new("late", FactNumber.DaysRiskTaskLate, [0], TaskKind.RiskTaskLate);
    internal static readonly WatchTimer Danger = new("danger", FactNumber.DaysRiskUndecided, [0], TaskKind.SameDay);

    /// <summary>As a sweep would: what falls due first by that day.</summary>
    internal static void Tell(Story story, int day, WatchTimer watch)
    {
        var notice = Timers.Notices(story.History, story.Facts(day), AsOf(day), Norms.Published, [Review], [watch])[0];
        Assert.True(notice.Due <= Noon(day));
        story.Notice(notice, Noon(day));
    }

    internal static Story AtLow() => Begun().Tell(Day(0), new StepStarted(Step.Low));

    internal static DateTimeOffset Start(int day) => CivilTime.StartOf(Day(day), London);

    internal static DateTimeOffset[] Dues(Story story, int day, WatchTimer watch) =>
        [.. Timers.Notices(story.History, story.Facts(day), AsOf(day), Norms.Published, [Review], [watch]).Select(notice => notice.Due)];
}
