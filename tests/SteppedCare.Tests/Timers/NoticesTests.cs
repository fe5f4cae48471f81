using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>What the clock has to tell people of, and that it tells each once.</summary>
public sealed class NoticesTests
{
    private static readonly ReviewTimer s_review = new(Step.Low, 4, 28);

    private static readonly WatchTimer s_noContact = new("no-contact", FactNumber.DaysSinceLastContact, [60, 90, 120], TaskKind.NoContact);
    private static readonly WatchTimer s_overdue = new("review-overdue", FactNumber.DaysReviewOverdue, [1, 14], TaskKind.ReviewDue);
    private static readonly WatchTimer s_unscored = new("unscored", FactNumber.UnscoredInARow, [2], TaskKind.ScoresMissing);
    private static readonly WatchTimer s_missed = new("missed", FactNumber.MissedInARow, [2], TaskKind.ReachOut);
    private static readonly WatchTimer s_outgrown = new("outgrown", FactNumber.AttendedAtStep, [3], TaskKind.StepOutgrown) { Step = Step.Low };
    private static readonly WatchTimer s_unconfirmed = new("unconfirmed", FactNumber.DaysUnconfirmed, [7], TaskKind.ConfirmationWait);
    private static readonly WatchTimer s_changed = new("changed", FactNumber.DaysInputsChanged, [1], TaskKind.DecideAgain);
    private static readonly WatchTimer s_late = new("late", FactNumber.DaysRiskTaskLate, [0], TaskKind.RiskTaskLate);
    private static readonly WatchTimer s_danger = new("danger", FactNumber.DaysRiskUndecided, [0], TaskKind.SameDay);

    [Fact]
    public void A_wait_is_told_at_each_of_its_numbers_and_each_once()
    {
        var story = Begun().Tell(Day(7), Treated());
        Assert.Equal([Start(67), Start(97), Start(127)], Due(story, 130, s_noContact));

        story.Notice("no-contact", Start(67), TaskKind.NoContact, Noon(130));
        Assert.Equal([Start(97), Start(127)], Due(story, 130, s_noContact));

        story.Notice("no-contact", Start(97), TaskKind.NoContact, Noon(130)).Notice("no-contact", Start(127), TaskKind.NoContact, Noon(130));
        Assert.Empty(Due(story, 400, s_noContact));
    }

    [Fact]
    public void A_wait_that_begins_anew_is_told_anew_and_one_that_a_correction_moves_back_is_not() =>
        Assert.Equal(
            [Start(140), Start(170), Start(200)],
            Due(Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact).Tell(Day(80), Treated()), 81, s_noContact));

    [Fact]
    public void A_correction_that_moves_a_wait_back_tells_nothing_again()
    {
        var story = Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact).Tell(Day(70), new Corrected("2.0", Day(5), null, Treated()));

        Assert.Equal([Start(95), Start(125)], Due(story, 71, s_noContact));
    }

    [Fact]
    public void A_correction_that_moves_a_wait_on_tells_no_number_again_and_the_next_contact_begins_anew()
    {
        var story = Begun().Tell(Day(7), Treated());
        Tell(story, 68, s_noContact);
        story.Tell(Day(70), new Corrected("2.0", Day(9), null, Treated()));
        Assert.Equal([Start(99), Start(129)], Due(story, 71, s_noContact));

        Assert.Equal([Start(140), Start(170), Start(200)], Due(story.Tell(Day(80), Treated()), 81, s_noContact));
    }

    [Fact]
    public void A_correction_of_a_step_or_a_session_tells_no_overdue_review_again()
    {
        var byDays = Begun().Tell(Day(0), new StepStarted(Step.Low));
        Tell(byDays, 29, s_overdue);
        Assert.Equal([Start(44)], Due(byDays.Tell(Day(30), new Corrected("2.0", Day(2), null, new StepStarted(Step.Low))), 31, s_overdue));

        var bySessions = AtLow().Session(3, 12, 9).Session(5, 12, 9).Session(7, 12, 9).Session(9, 12, 9);
        Tell(bySessions, 10, s_overdue);
        Assert.Equal([Start(25)], Due(bySessions.Tell(Day(12), new Corrected("6.0", Day(11), null, Treated())), 12, s_overdue));
    }

    [Fact]
    public void A_correction_of_sessions_that_were_told_or_decided_about_tells_nothing_again()
    {
        var told = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Tell(told, 15, s_missed);
        Assert.Empty(Due(told.Tell(Day(20), new Corrected("4.0", Day(15), null, Missed())), 21, s_missed));

        var decided = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Review(15).Tell(Day(20), new Corrected("4.0", Day(13), null, Missed()));
        Assert.Empty(Due(decided, 21, s_missed));
    }

    [Fact]
    public void Two_reviews_that_one_decision_asks_for_are_told_each_by_itself()
    {
        var story = AtLow().Decide(2, DecisionCall.Review, Step.Low, riskFirst: false, Noon(5));
        Tell(story, 6, s_overdue);
        Tell(story, 19, s_overdue);

        Assert.Equal([Start(31), Start(44)], Due(story, 20, s_overdue));
    }

    [Fact]
    public void People_are_told_the_number_that_comes_next_and_the_task_that_was_raised()
    {
        var story = Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact);
        var told = Timers.Of(story.History, story.Facts(68), AsOf(68), [s_review], [s_noContact, s_overdue]);

        Assert.Equal([(DueKind.Task, "NoContact", Start(74)), (DueKind.Watch, "no-contact", Start(97))], told.Select(timer => (timer.Kind, timer.Name, timer.Due)));
    }

    [Fact]
    public void A_review_that_nobody_decides_is_told_after_its_day_until_somebody_does()
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low));
        Assert.Equal([Start(29), Start(42)], Due(story, 30, s_overdue));
        Assert.Equal([Start(30 + 29), Start(30 + 42)], Due(story.Review(30), 31, s_overdue));
    }

    [Fact]
    public void The_next_look_that_a_decision_asked_for_counts_as_a_review_and_so_does_the_one_after_an_override()
    {
        var asked = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: false, Noon(21));
        Assert.Equal([Start(22), Start(35)], Due(asked, 5, s_overdue));
        Assert.Equal([Start(2 + 14 + 1), Start(2 + 14 + 14)], Due(asked.Confirm(2, Step.High, OverrideReason.Capacity), 5, s_overdue));
    }

    // The first review was told at all its numbers and nobody decided: what falls due after that must not be lost behind it.
    [Fact]
    public void A_review_that_falls_due_after_an_older_one_was_told_to_its_end_is_told_by_itself()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: false, Noon(5)).Tell(Day(10), new StepStarted(Step.Low));
        Assert.Equal([Start(6), Start(19), Start(39), Start(52)], Due(story, 11, s_overdue));

        story.Notice("review-overdue", Start(6), TaskKind.ReviewDue).Notice("review-overdue", Start(19), TaskKind.ReviewDue);
        Assert.Equal([Start(39), Start(52)], Due(story, 20, s_overdue));
    }

    [Fact]
    public void Care_that_may_go_on_long_after_a_review_was_overdue_is_told_anew()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: true, Noon(0).AddHours(8), TaskKind.SameDay)
            .Notice("review-overdue", Start(1), TaskKind.ReviewDue).Notice("review-overdue", Start(14), TaskKind.ReviewDue).Close(30, TaskKind.SameDay);

        Assert.Equal([Start(31), Start(44)], Due(story, 30, s_overdue));
    }

    [Fact]
    public void Care_that_may_go_on_after_a_risk_task_is_a_review_that_is_due()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: true, null, TaskKind.SameDay).Close(1, TaskKind.SameDay);

        Assert.Equal([Start(2), Start(15)], Due(story, 2, s_overdue));
    }

    [Fact]
    public void Sessions_without_a_score_are_told_on_the_morning_after_unless_the_score_comes()
    {
        var story = AtLow().Session(7, 12, 9).Tell(Day(14), Treated());
        Assert.Empty(Due(story, 21, s_unscored));

        story.Tell(Day(21), Treated());
        Assert.Equal([Start(22)], Due(story, 21, s_unscored));
        Assert.Empty(Due(story.Tell(Day(21), Phq9(12)), 21, s_unscored));
    }

    [Fact]
    public void A_session_told_late_is_looked_at_on_the_morning_after_it_was_told()
    {
        var story = AtLow().Tell(Day(14), Missed()).Tell(Event(Day(30), new StepDeclined(Step.High)), Event(Day(21), Missed()));

        Assert.Equal([Start(31)], Due(story, 30, s_missed));
    }

    [Fact]
    public void Sessions_missed_are_told_once_for_each_row()
    {
        var story = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Assert.Equal([Start(15)], Due(story, 14, s_missed));

        story.Notice("missed", Start(15), TaskKind.ReachOut).Tell(Day(21), Missed());
        Assert.Empty(Due(story, 40, s_missed));

        story.Tell(Day(28), Treated()).Tell(Day(35), Missed()).Tell(Day(42), Missed());
        Assert.Equal([Start(43)], Due(story, 43, s_missed));
    }

    [Fact]
    public void A_decision_that_knew_of_the_sessions_has_looked_at_them_and_one_of_the_same_day_before_them_has_not()
    {
        Assert.Empty(Due(AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Review(14), 30, s_missed));
        Assert.Equal([Start(15)], Due(AtLow().Tell(Day(7), Missed()).Review(14).Tell(Day(14), Missed()), 30, s_missed));
    }

    [Fact]
    public void A_watch_of_one_step_looks_at_that_step_alone()
    {
        Assert.Equal([Start(22)], Due(AtLow().Session(7, 12, 9).Session(14, 12, 9).Session(21, 12, 9), 21, s_outgrown));
        Assert.Empty(Due(Begun().Tell(Day(0), new StepStarted(Step.High)).Session(7, 12, 9).Session(14, 12, 9).Session(21, 12, 9), 21, s_outgrown));
    }

    [Fact]
    public void A_decision_that_nobody_answers_for_is_told_and_one_that_somebody_does_is_not()
    {
        Assert.Equal([Start(17)], Due(Begun().Triage(10), 11, s_unconfirmed));
        Assert.Empty(Due(Begun().Triage(10).Confirm(12, Step.Low), 30, s_unconfirmed));
    }

    [Fact]
    public void A_decision_whose_inputs_changed_is_told_on_the_day_after_the_change_until_it_is_made_again()
    {
        var story = Begun().Tell(Day(1), Phq9(12)).Triage(2).Tell(Day(5), new Corrected("2.0", Day(1), null, Phq9(20)));
        Assert.Equal([Start(6)], Due(story, 5, s_changed));
        Assert.Empty(Due(story.Triage(5), 30, s_changed));
    }

    [Fact]
    public void Each_risk_task_past_its_time_box_is_told_once_at_the_instant_it_passes()
    {
        var story = Begun().Triage(0, Step.Low, TaskKind.SameDay).Review(3, Step.Low, TaskKind.AskRisk);
        Assert.Equal([Noon(0).AddHours(8), Noon(3).AddHours(8)], Due(story, 4, s_late));

        story.Notice("late", Noon(3).AddHours(8), TaskKind.RiskTaskLate);
        Assert.Equal([Noon(0).AddHours(8)], Due(story, 4, s_late));
        Assert.Empty(Due(story.Close(4, TaskKind.SameDay), 40, s_late));
        Assert.Equal([TaskKind.AskRisk, TaskKind.RiskTaskLate], story.History.OpenTasks.Select(task => task.Kind));
    }

    [Fact]
    public void Danger_told_is_told_once_a_decision_could_have_followed_until_it_is_decided_about_and_also_where_nothing_ever_was()
    {
        var story = Begun().Tell(Day(3), Phq9(12, 2));
        Assert.Equal([DueTime(DueKind.RiskTold, Noon(3))], Timers.Of(story.History, story.Facts(3), AsOf(3), [], []).Select(timer => DueTime(timer.Kind, timer.Due)));
        Assert.Equal([Noon(3) + Timers.DecisionFollows], Due(story, 3, s_danger));
        Assert.Empty(Due(story.Notice("danger", Noon(3) + Timers.DecisionFollows, TaskKind.SameDay), 9, s_danger));

        // The clock raised the task, nothing was ever decided, and a person closes it without having seen it raised again.
        story.Notice("danger", Noon(4), TaskKind.SameDay).Close(5, TaskKind.SameDay, seen: 3);
        Assert.Contains(DueKind.RiskUnseen, Timers.Of(story.History, story.Facts(6), AsOf(6), [], []).Select(timer => timer.Kind));
        Assert.Equal([Noon(5)], Due(story, 6, s_danger));
        Assert.Empty(Due(story.Review(6), 9, s_danger));
    }

    [Fact]
    public void Danger_that_a_review_covers_is_nobodys_alarm()
    {
        var reviewed = Begun().Tell(Day(1), Phq9(12, 1)).Tell(Day(1), new RiskReviewRecorded("clinician-1", Day(60))).Triage(2);

        Assert.Empty(Due(reviewed.Tell(Day(9), Phq9(12, 1)), 9, s_danger));
    }

    [Fact]
    public void Answers_told_within_the_time_of_a_decision_are_told_as_one()
    {
        var story = Begun().Tell(Day(3), Phq9(12, 2)).Tell(Day(3), Phq9(12, 1)).Tell(Day(4), Phq9(12, 1));

        Assert.Equal([Noon(3) + Timers.DecisionFollows, Noon(4) + Timers.DecisionFollows], Due(story, 4, s_danger));
    }

    [Fact]
    public void An_answer_of_long_ago_that_is_told_now_is_nobodys_alarm_and_a_circumstance_is_none_by_itself()
    {
        Assert.Empty(Due(Begun().Tell(Event(Day(0), Phq9(12, 2)), Event(Day(29), Phq9(12))), 29, s_danger));
        Assert.Equal([Noon(28) + Timers.DecisionFollows], Due(Begun().Tell(Event(Day(0), Phq9(12, 2)), Event(Day(28), Phq9(12))), 28, s_danger));
        Assert.Empty(Due(Begun().Tell(Day(3), Says(RiskTopic.Isolation)), 3, s_danger));
        Assert.Equal([Noon(3) + Timers.DecisionFollows], Due(Begun().Tell(Day(3), Says(RiskTopic.Plan)), 3, s_danger));
    }

    [Fact]
    public void A_correction_that_brings_danger_to_light_alarms_however_late_it_comes()
    {
        var mistyped = Begun().Tell(Day(0), Phq9(12, 0)).Triage(1);

        Assert.Equal([Noon(35) + Timers.DecisionFollows], Due(mistyped.Tell(Day(35), new Corrected("2.0", Day(0), null, Phq9(14, 2))), 35, s_danger));
    }

    [Fact]
    public void Danger_told_after_the_end_is_told_until_somebody_who_saw_it_closes_the_task_or_records_a_review()
    {
        var story = Begun().Tell(Day(2), new EpisodeEnded(EndReason.NotKnownTreated)).Tell(Day(3), Phq9(12, 2));
        Assert.Contains(DueKind.RiskTold, Kinds(story, 3));

        Tell(story, 4, s_danger);
        Assert.Equal([TaskKind.SameDay], story.History.OpenTasks.Select(task => task.Kind));
        Assert.Empty(Kinds(story.Close(5, TaskKind.SameDay), 6));

        Assert.Contains(DueKind.RiskTold, Kinds(story.Tell(Day(7), Phq9(12, 3)), 7));
        Assert.Empty(Kinds(story.Tell(Day(8), new RiskReviewRecorded("clinician-1", Day(8))), 40));
    }

    [Fact]
    public void After_the_end_only_risk_is_told()
    {
        var ended = AtLow().Triage(0, Step.Low, TaskKind.SameDay).Tell(Day(20), new EpisodeEnded(EndReason.NotKnownTreated));

        Assert.Equal(
            ["late"],
            Timers.Notices(ended.History, ended.Facts(200), AsOf(200), [s_review], [s_noContact, s_overdue, s_missed, s_unconfirmed, s_late]).Select(notice => notice.Watch));
    }

    [Fact]
    public void The_earliest_comes_first_whatever_watch_it_is_of()
    {
        var story = AtLow().Triage(3);

        Assert.Equal(
            [("unconfirmed", Start(10)), ("review-overdue", Start(29)), ("review-overdue", Start(42)), ("no-contact", Start(60)), ("no-contact", Start(90)), ("no-contact", Start(120))],
            Timers.Notices(story.History, story.Facts(4), AsOf(4), [s_review], [s_noContact, s_overdue, s_unconfirmed]).Select(notice => (notice.Watch, notice.Due)));
    }

    [Fact]
    public void A_task_says_what_the_clock_noticed_and_keeps_the_earliest_time_box()
    {
        var story = Begun().Notice("no-contact", Start(60), TaskKind.NoContact).Notice("no-contact", Start(90), TaskKind.NoContact);
        var task = Assert.Single(story.History.OpenTasks);

        Assert.Equal(("no-contact", Start(90)), (task.LastNotice!.Watch, task.LastNotice.FellDue));
        Assert.Equal((2, 3, Start(67)), (task.RaisedVersion, task.LastRaisedVersion, task.Due));
        Assert.Null(Assert.Single(story.Review(91, Step.Low, TaskKind.NoContact).History.OpenTasks).LastNotice);
    }

    private static (DueKind Kind, DateTimeOffset Due) DueTime(DueKind kind, DateTimeOffset due) => (kind, due);

    private static IEnumerable<DueKind> Kinds(Story story, int day) => Timers.Of(story.History, story.Facts(day), AsOf(day), [], []).Select(timer => timer.Kind);

    private static RiskAnswered Says(RiskTopic topic) => new([new RiskAnswer(topic, Answer.Yes)]);

    // As a sweep would: what falls due first by that day.
    private static void Tell(Story story, int day, WatchTimer watch)
    {
        var notice = Timers.Notices(story.History, story.Facts(day), AsOf(day), [s_review], [watch])[0];
        Assert.True(notice.Due <= Noon(day));
        story.Notice(notice, Noon(day));
    }

    private static Story AtLow() => Begun().Tell(Day(0), new StepStarted(Step.Low));

    private static DateTimeOffset Start(int day) => CivilTime.StartOf(Day(day), London);

    private static DateTimeOffset[] Due(Story story, int day, WatchTimer watch) =>
        [.. Timers.Notices(story.History, story.Facts(day), AsOf(day), [s_review], [watch]).Select(notice => notice.Due)];
}
