using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Due.Watched;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>What the clock tells people of danger: to the end of it, not of the episode.</summary>
public sealed class RiskNoticesTests
{
    [Fact]
    public void Each_risk_task_past_its_time_box_is_told_once_at_the_instant_it_passes()
    {
        var story = Begun().Triage(0, Step.Low, TaskKind.SameDay).Review(3, Step.Low, TaskKind.AskRisk);
        Assert.Equal([Noon(0).AddHours(8), Noon(3).AddHours(8)], Dues(story, 4, Late));

        story.Notice("late", Noon(3).AddHours(8), TaskKind.RiskTaskLate);
        Assert.Equal([Noon(0).AddHours(8)], Dues(story, 4, Late));
        Assert.Empty(Dues(story.Close(4, TaskKind.SameDay), 40, Late));
        Assert.Equal([TaskKind.AskRisk, TaskKind.RiskTaskLate], story.History.OpenTasks.Select(task => task.Kind));
    }

    [Fact]
    public void Danger_told_is_told_once_a_decision_could_have_followed_until_it_is_decided_about_and_also_where_nothing_ever_was()
    {
        var story = Begun().Tell(Day(3), Phq9(12, 2));
        Assert.Equal([DueTime(DueKind.RiskTold, Noon(3))], Timers.Of(story.History, story.Facts(3), AsOf(3), Norms.Published, [], []).Select(timer => DueTime(timer.Kind, timer.Due)));
        Assert.Equal([Noon(3) + Timers.DecisionFollows], Dues(story, 3, Danger));
        Assert.Empty(Dues(story.Notice("danger", Noon(3) + Timers.DecisionFollows, TaskKind.SameDay), 9, Danger));

        // The clock raised the task, nothing was ever decided, and a person closes it without having seen it raised again.
        story.Notice("danger", Noon(4), TaskKind.SameDay).Close(5, TaskKind.SameDay, seen: 3);
        Assert.Contains(DueKind.RiskUnseen, Timers.Of(story.History, story.Facts(6), AsOf(6), Norms.Published, [], []).Select(timer => timer.Kind));
        Assert.Equal([Noon(5)], Dues(story, 6, Danger));
        Assert.Empty(Dues(story.Review(6), 9, Danger));
    }

    // As a program told it that left no time to the decision, and kept no number.
    [Fact]
    public void Danger_that_was_told_at_once_before_an_upgrade_is_not_told_again_and_what_was_told_in_the_same_minutes_is()
    {
        var story = Begun().Tell(Day(3), Phq9(12, 2)).Notice("danger", Noon(3), TaskKind.SameDay);
        Assert.Empty(Dues(story, 9, Danger));

        Assert.Equal([Noon(3) + Timers.DecisionFollows], Dues(story.Tell(Day(3), Phq9(12, 3)), 9, Danger));
        Assert.Equal([Noon(4) + Timers.DecisionFollows], Dues(Begun().Tell(Day(3), Phq9(12, 2)).Notice("danger", Noon(3), TaskKind.SameDay).Tell(Day(4), Phq9(12, 3)), 9, Danger));
    }

    [Fact]
    public void Danger_that_a_review_covers_is_nobodys_alarm()
    {
        var reviewed = Begun().Tell(Day(1), Phq9(12, 1)).Tell(Day(1), new RiskReviewRecorded("clinician-1", Day(60))).Triage(2);

        Assert.Empty(Dues(reviewed.Tell(Day(9), Phq9(12, 1)), 9, Danger));
    }

    [Fact]
    public void Answers_told_within_the_time_of_a_decision_are_told_as_one()
    {
        var story = Begun().Tell(Day(3), Phq9(12, 2)).Tell(Day(3), Phq9(12, 1)).Tell(Day(4), Phq9(12, 1));

        Assert.Equal([Noon(3) + Timers.DecisionFollows, Noon(4) + Timers.DecisionFollows], Dues(story, 4, Danger));
    }

    [Fact]
    public void An_answer_of_long_ago_that_is_told_now_is_nobodys_alarm_and_a_circumstance_is_none_by_itself()
    {
        Assert.Empty(Dues(Begun().Tell(Event(Day(0), Phq9(12, 2)), Event(Day(29), Phq9(12))), 29, Danger));
        Assert.Equal([Noon(28) + Timers.DecisionFollows], Dues(Begun().Tell(Event(Day(0), Phq9(12, 2)), Event(Day(28), Phq9(12))), 28, Danger));
        Assert.Empty(Dues(Begun().Tell(Day(3), Says(RiskTopic.Isolation)), 3, Danger));
        Assert.Equal([Noon(3) + Timers.DecisionFollows], Dues(Begun().Tell(Day(3), Says(RiskTopic.Plan)), 3, Danger));
    }

    [Fact]
    public void A_correction_that_brings_danger_to_light_alarms_however_late_it_comes()
    {
        var mistyped = Begun().Tell(Day(0), Phq9(12, 0)).Triage(1);

        Assert.Equal([Noon(35) + Timers.DecisionFollows], Dues(mistyped.Tell(Day(35), new Corrected("2.0", Day(0), null, Phq9(14, 2))), 35, Danger));
    }

    [Fact]
    public void Danger_told_after_the_end_is_told_until_somebody_who_saw_it_closes_the_task_or_records_a_review()
    {
        var story = Begun().Tell(Day(2), new EpisodeEnded(EndReason.NotKnownTreated)).Tell(Day(3), Phq9(12, 2));
        Assert.Contains(DueKind.RiskTold, Kinds(story, 3));

        Tell(story, 4, Danger);
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
            Timers.Notices(ended.History, ended.Facts(200), AsOf(200), Norms.Published, [Review], [NoContact, Overdue, MissedTwice, Unconfirmed, Late]).Select(notice => notice.Watch));
    }

    private static (DueKind Kind, DateTimeOffset Due) DueTime(DueKind kind, DateTimeOffset due) => (kind, due);

    private static IEnumerable<DueKind> Kinds(Story story, int day) => Timers.Of(story.History, story.Facts(day), AsOf(day), Norms.Published, [], []).Select(timer => timer.Kind);

    private static RiskAnswered Says(RiskTopic topic) => new([new RiskAnswer(topic, Answer.Yes)]);
}
