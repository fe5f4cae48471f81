using static SteppedCare.Tests.Due.Watched;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>What the clock has to tell people of, and that it tells each once.</summary>
public sealed class NoticesTests
{
    [Fact]
    public void A_wait_is_told_at_each_of_its_numbers_and_each_once()
    {
        var story = Begun().Tell(Day(7), Treated());
        Assert.Equal([Start(67), Start(97), Start(127)], Dues(story, 130, NoContact));

        story.Notice("no-contact", Start(67), TaskKind.NoContact, Noon(130));
        Assert.Equal([Start(97), Start(127)], Dues(story, 130, NoContact));

        story.Notice("no-contact", Start(97), TaskKind.NoContact, Noon(130)).Notice("no-contact", Start(127), TaskKind.NoContact, Noon(130));
        Assert.Empty(Dues(story, 400, NoContact));
    }

    [Fact]
    public void Two_reviews_that_one_decision_asks_for_are_told_each_by_itself()
    {
        var story = AtLow().Decide(2, DecisionCall.Review, Step.Low, riskFirst: false, Noon(5));
        Tell(story, 6, Overdue);
        Tell(story, 19, Overdue);

        Assert.Equal([Start(31), Start(44)], Dues(story, 20, Overdue));
    }

    [Fact]
    public void People_are_told_the_number_that_comes_next_and_the_task_that_was_raised()
    {
        var story = Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact);
        var told = Timers.Of(story.History, story.Facts(68), AsOf(68), Norms.Published, [Review], [NoContact, Overdue]);

        Assert.Equal([(DueKind.Task, "NoContact", Start(74)), (DueKind.Watch, "no-contact", Start(97))], told.Select(timer => (timer.Kind, timer.Name, timer.Due)));
    }

    [Fact]
    public void A_review_that_nobody_decides_is_told_after_its_day_until_somebody_does()
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low));
        Assert.Equal([Start(29), Start(42)], Dues(story, 30, Overdue));
        Assert.Equal([Start(30 + 29), Start(30 + 42)], Dues(story.Review(30), 31, Overdue));
    }

    [Fact]
    public void The_next_look_that_a_decision_asked_for_counts_as_a_review_and_so_does_the_one_after_an_override()
    {
        var asked = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: false, Noon(21));
        Assert.Equal([Start(22), Start(35)], Dues(asked, 5, Overdue));
        Assert.Equal([Start(2 + 14 + 1), Start(2 + 14 + 14)], Dues(asked.Confirm(2, Step.High, OverrideReason.Capacity), 5, Overdue));
    }

    // The first review was told at all its numbers and nobody decided: what falls due after that must not be lost behind it.
    [Fact]
    public void A_review_that_falls_due_after_an_older_one_was_told_to_its_end_is_told_by_itself()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: false, Noon(5)).Tell(Day(10), new StepStarted(Step.Low));
        Assert.Equal([Start(6), Start(19), Start(39), Start(52)], Dues(story, 11, Overdue));

        story.Notice("review-overdue", Start(6), TaskKind.ReviewDue).Notice("review-overdue", Start(19), TaskKind.ReviewDue);
        Assert.Equal([Start(39), Start(52)], Dues(story, 20, Overdue));
    }

    [Fact]
    public void Care_that_may_go_on_long_after_a_review_was_overdue_is_told_anew()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: true, Noon(0).AddHours(8), TaskKind.SameDay)
            .Notice("review-overdue", Start(1), TaskKind.ReviewDue).Notice("review-overdue", Start(14), TaskKind.ReviewDue).Close(30, TaskKind.SameDay);

        Assert.Equal([Start(31), Start(44)], Dues(story, 30, Overdue));
    }

    [Fact]
    public void Care_that_may_go_on_after_a_risk_task_is_a_review_that_is_due()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: true, null, TaskKind.SameDay).Close(1, TaskKind.SameDay);

        Assert.Equal([Start(2), Start(15)], Dues(story, 2, Overdue));
    }

    [Fact]
    public void Sessions_without_a_score_are_told_on_the_morning_after_unless_the_score_comes()
    {
        var story = AtLow().Session(7, 12, 9).Tell(Day(14), Treated());
        Assert.Empty(Dues(story, 21, Unscored));

        story.Tell(Day(21), Treated());
        Assert.Equal([Start(22)], Dues(story, 21, Unscored));
        Assert.Empty(Dues(story.Tell(Day(21), Phq9(12)), 21, Unscored));
    }

    [Fact]
    public void A_session_told_late_is_looked_at_on_the_morning_after_it_was_told()
    {
        var story = AtLow().Tell(Day(14), Missed()).Tell(Event(Day(30), new StepDeclined(Step.High)), Event(Day(21), Missed()));

        Assert.Equal([Start(31)], Dues(story, 30, MissedTwice));
    }

    [Fact]
    public void Sessions_missed_are_told_once_for_each_row()
    {
        var story = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Assert.Equal([Start(15)], Dues(story, 14, MissedTwice));

        story.Notice("missed", Start(15), TaskKind.ReachOut).Tell(Day(21), Missed());
        Assert.Empty(Dues(story, 40, MissedTwice));

        story.Tell(Day(28), Treated()).Tell(Day(35), Missed()).Tell(Day(42), Missed());
        Assert.Equal([Start(43)], Dues(story, 43, MissedTwice));
    }

    [Fact]
    public void A_decision_that_knew_of_the_sessions_has_looked_at_them_and_one_of_the_same_day_before_them_has_not()
    {
        Assert.Empty(Dues(AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Review(14), 30, MissedTwice));
        Assert.Equal([Start(15)], Dues(AtLow().Tell(Day(7), Missed()).Review(14).Tell(Day(14), Missed()), 30, MissedTwice));
    }

    [Fact]
    public void A_watch_of_one_step_looks_at_that_step_alone()
    {
        Assert.Equal([Start(22)], Dues(AtLow().Session(7, 12, 9).Session(14, 12, 9).Session(21, 12, 9), 21, Outgrown));
        Assert.Empty(Dues(Begun().Tell(Day(0), new StepStarted(Step.High)).Session(7, 12, 9).Session(14, 12, 9).Session(21, 12, 9), 21, Outgrown));
    }

    [Fact]
    public void A_decision_that_nobody_answers_for_is_told_and_one_that_somebody_does_is_not()
    {
        Assert.Equal([Start(17)], Dues(Begun().Triage(10), 11, Unconfirmed));
        Assert.Empty(Dues(Begun().Triage(10).Confirm(12, Step.Low), 30, Unconfirmed));
    }

    [Fact]
    public void A_decision_whose_inputs_changed_is_told_on_the_day_after_the_change_until_it_is_made_again()
    {
        var story = Begun().Tell(Day(1), Phq9(12)).Triage(2).Tell(Day(5), new Corrected("2.0", Day(1), null, Phq9(20)));
        Assert.Equal([Start(6)], Dues(story, 5, Changed));
        Assert.Empty(Dues(story.Triage(5), 30, Changed));
    }

    [Fact]
    public void The_earliest_comes_first_whatever_watch_it_is_of()
    {
        var story = AtLow().Triage(3);

        Assert.Equal(
            [("unconfirmed", Start(10)), ("review-overdue", Start(29)), ("review-overdue", Start(42)), ("no-contact", Start(60)), ("no-contact", Start(90)), ("no-contact", Start(120))],
            Timers.Notices(story.History, story.Facts(4), AsOf(4), Norms.Published, [Review], [NoContact, Overdue, Unconfirmed]).Select(notice => (notice.Watch, notice.Due)));
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
}
