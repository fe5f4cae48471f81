using System.Collections.Immutable;
using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

public sealed class TimersTests
{
    private static readonly ReviewTimer s_review = new(Step.Low, 4, 28);

    private static readonly WatchTimer s_watch = new("second-appointment", FactNumber.DaysAwaitingSecondTreatment, [28, 60, 90], TaskKind.SecondAppointmentWait);

    [Fact]
    public void A_review_is_due_days_after_the_step_started() =>
        Assert.Equal([(DueKind.Review, "Low", Start(28))], Due(Begun().Tell(Day(0), new StepStarted(Step.Low)), 1));

    [Fact]
    public void A_review_is_due_at_once_when_the_sessions_were_attended()
    {
        var story = AtLow(3);
        Assert.Equal(Start(28), Assert.Single(Due(story, 21)).Due);
        Assert.Equal(Start(22), Assert.Single(Due(story.Session(22, 12, 9), 22)).Due);
    }

    [Fact]
    public void A_review_counts_anew_from_the_last_one()
    {
        var story = AtLow(4).Review(24);
        Assert.Equal(Start(24 + 28), Assert.Single(Due(story, 24)).Due);
        for (var day = 25; day <= 28; day++)
        {
            story.Session(day, 12, 9);
        }

        Assert.Equal(Start(28), Assert.Single(Due(story, 28)).Due);
    }

    [Fact]
    public void A_review_point_of_another_step_is_not_due() =>
        Assert.Empty(Due(Begun().Tell(Day(0), new StepStarted(Step.High)), 1));

    [Theory]
    [InlineData(10, 7 + 28)]
    [InlineData(36, 7 + 28)]
    [InlineData(500, 7 + 28)]
    public void A_watch_is_due_when_its_first_number_is_reached_and_stays_due(int day, int due) =>
        Assert.Equal([(DueKind.Watch, "second-appointment", Start(due))], Due(Begun().Tell(Day(7), Treated()), day));

    [Theory]
    [InlineData(7 + 27, 7 + 28)]
    [InlineData(7 + 28, 7 + 60)]
    [InlineData(7 + 60, 7 + 90)]
    public void A_watch_goes_on_to_the_next_number_once_a_decision_has_seen_the_one_before(int decided, int due) =>
        Assert.Equal(Start(due), Assert.Single(Due(Begun().Tell(Day(7), Treated()).Triage(decided), 100)).Due);

    [Fact]
    public void Danger_told_without_a_decision_is_due_at_once_and_a_decision_takes_it_up()
    {
        var told = Begun().Triage(0).Tell(Day(1), Phq9(12, 3));
        Assert.Contains(DueKind.RiskTold, Due(told, 1).Select(due => due.Kind));
        Assert.Contains(DueKind.RiskTold, Due(Begun().Tell(Day(1), new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)])), 1).Select(due => due.Kind));
        Assert.DoesNotContain(DueKind.RiskTold, Due(told.Triage(1), 2).Select(due => due.Kind));
        Assert.DoesNotContain(DueKind.RiskTold, Due(Begun().Tell(Day(1), Phq9(12, 0), new RiskAnswered([new(RiskTopic.ProtectiveFactors, Answer.Yes)])), 1).Select(due => due.Kind));
    }

    [Fact]
    public void A_watch_whose_numbers_have_all_been_seen_or_whose_wait_is_over_is_not_due()
    {
        Assert.Empty(Due(Begun().Tell(Day(7), Treated()).Triage(7 + 90), 120));
        Assert.Empty(Due(Begun().Tell(Day(7), Treated()).Tell(Day(8), Treated()), 120));
    }

    [Fact]
    public void Days_are_those_of_the_services_zone()
    {
        // 28 days after 2 March 2026 summer time has begun.
        var story = Begun().Tell(new DateOnly(2026, 3, 2), new StepStarted(Step.Low));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 23, 0, 0, TimeSpan.Zero), Assert.Single(Due(story, 60)).Due);
    }

    [Fact]
    public void The_latest_decision_says_when_to_look_again()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: false, Noon(14)).Decide(7, DecisionCall.Review, Step.Low, riskFirst: false, Noon(30));

        Assert.Equal([(DueKind.NextReview, "next-review", Noon(30))], Due(story, 8));
    }

    [Fact]
    public void An_open_task_is_due_by_its_time_box_and_a_closed_one_is_not()
    {
        var story = Begun().Triage(0, Step.Low, TaskKind.AskRisk);
        Assert.Equal([(DueKind.Task, "AskRisk", Noon(0).AddHours(8))], Due(story, 1));
        Assert.Empty(Due(story.Close(1, TaskKind.AskRisk), 1));
    }

    [Fact]
    public void Closing_a_task_that_came_first_makes_the_episode_due_until_the_next_decision()
    {
        var story = Begun().Decide(0, DecisionCall.Triage, Step.Low, riskFirst: true, null, TaskKind.SameDay).Close(1, TaskKind.SameDay);
        Assert.Equal([(DueKind.RiskFirstClosed, "SameDay", Noon(1))], Due(story, 2));
        Assert.Empty(Due(story.Triage(2), 3));
    }

    [Fact]
    public void A_risk_task_closed_by_somebody_who_had_not_seen_it_raised_again_is_due_at_once_until_the_next_decision()
    {
        var unseen = RaisedAgain().Close(2, TaskKind.AskRisk, seen: 2);
        Assert.Equal([(DueKind.RiskUnseen, "AskRisk", Noon(2))], Due(unseen, 2));
        Assert.Empty(Due(unseen.Review(3), 3));
        Assert.Empty(Due(RaisedAgain().Close(2, TaskKind.AskRisk, seen: 3), 2));
        Assert.Empty(Due(RaisedAgain().Close(2, TaskKind.AskRisk), 2));

        static Story RaisedAgain() => Begun().Triage(0, Step.Low, TaskKind.AskRisk).Review(1, Step.Low, TaskKind.AskRisk);
    }

    [Fact]
    public void An_override_is_looked_at_again_within_two_weeks()
    {
        var story = Begun().Triage(0).Confirm(1, Step.High, OverrideReason.PersonsChoice);
        Assert.Equal([(DueKind.OverrideRecheck, "override", Noon(15))], Due(story, 2));
        Assert.Empty(Due(story.Review(3), 4));
        Assert.Empty(Due(Begun().Triage(0).Confirm(1, Step.Low), 2));
    }

    [Fact]
    public void A_decision_whose_inputs_changed_is_due_since_the_change()
    {
        var story = Begun().Tell(Day(1), Phq9(12)).Triage(2).Tell(Day(5), new Corrected("2.0", Day(1), null, Phq9(20)));
        Assert.Equal([(DueKind.InputsChanged, "inputs-changed", Noon(5))], Due(story, 6));
        Assert.Empty(Due(story.Triage(6), 7));
    }

    [Fact]
    public void An_ended_episode_has_no_timers_but_an_open_risk_task_stays()
    {
        var story = AtLow(2).Decide(20, DecisionCall.Review, Step.Low, riskFirst: false, Noon(40), TaskKind.SameDay, TaskKind.ReviewDue).Tell(Day(21), new EpisodeEnded(EndReason.NotKnownTreated));
        Assert.Equal([(DueKind.Task, "SameDay", Noon(20).AddHours(8))], Due(story, 22));
        Assert.Empty(Due(story.Close(22, TaskKind.SameDay), 23));
    }

    [Fact]
    public void Danger_told_late_in_an_ended_episode_is_due_at_once_until_a_decision_takes_it_up()
    {
        var ended = AtLow(2).Review(20).Tell(Day(21), new EpisodeEnded(EndReason.NotKnownTreated));
        Assert.Empty(Due(ended.Tell(Day(21), Phq9(12, 0)), 23));

        ended.Tell(Day(21), Phq9(12, 3));
        Assert.Equal([(DueKind.RiskTold, "risk-told", Noon(21))], Due(ended, 23));

        ended.Review(23, Step.Low, TaskKind.SameDay);
        Assert.Equal([(DueKind.Task, "SameDay", Noon(23).AddHours(8))], Due(ended, 24));
    }

    [Fact]
    public void A_risk_task_of_an_ended_episode_closed_by_somebody_who_had_not_seen_it_raised_again_is_due_at_once()
    {
        var ended = Begun().Triage(0, Step.Low, TaskKind.AskRisk).Review(1, Step.Low, TaskKind.AskRisk).Tell(Day(2), new EpisodeEnded(EndReason.NotKnownTreated));

        Assert.Equal([(DueKind.RiskUnseen, "AskRisk", Noon(3))], Due(ended.Close(3, TaskKind.AskRisk, seen: 2), 3));
    }

    [Fact]
    public void The_earliest_comes_first()
    {
        var due = All(AtLow(1).Decide(20, DecisionCall.Review, Step.Low, riskFirst: false, Noon(40), TaskKind.ReviewDue), 21);

        Assert.Equal([DueKind.Task, DueKind.Watch, DueKind.NextReview, DueKind.Review], due.Select(timer => timer.Kind));
        Assert.Equal(Noon(20).AddHours(8), Timers.Earliest(due));
        Assert.Null(Timers.Earliest([]));
    }

    private static Story AtLow(int sessions)
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low));
        for (var session = 1; session <= sessions; session++)
        {
            story.Session(5 * session, 12, 9);
        }

        return story;
    }

    private static DateTimeOffset Start(int day) => CivilTime.StartOf(Day(day), London);

    private static (DueKind Kind, string Name, DateTimeOffset Due)[] Due(Story story, int day) => [.. All(story, day).Select(timer => (timer.Kind, timer.Name, timer.Due))];

    private static ImmutableArray<DueTimer> All(Story story, int day) =>
        Timers.Of(story.History, story.Facts(day), AsOf(day), Norms.Published, [s_review], [s_watch]);
}
