using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Episodes;

public sealed class EpisodeHistoryTests
{
    [Fact]
    public void Events_stand_in_the_order_in_which_they_happened_however_late_they_were_told()
    {
        var history = Begun()
            .Tell(Day(14), Gad7(5))
            .Tell(Event(Day(7), Phq9(9), "evening", new TimeOnly(18, 0)), Event(Day(7), Phq9(12), "morning", new TimeOnly(9, 0)), Event(Day(7), Phq9(1), "untimed"))
            .History;

        Assert.Equal(["1.0", "untimed", "morning", "evening", "2.0"], history.Events.Select(told => told.Id));
    }

    [Fact]
    public void A_correction_replaces_content_and_date_and_keeps_the_name()
    {
        var history = Begun().Tell(Event(Day(7), Phq9(12), "score")).Tell(Day(8), new Corrected("score", Day(6), new TimeOnly(10, 0), Phq9(21))).History;

        var score = Assert.Single(history.Events, told => told.Id == "score");
        Assert.Equal((Day(6), new TimeOnly(10, 0)), (score.HappenedOn, score.At));
        Assert.Equal(21_000, Scoring.Of((ScoreRecorded)score.Content).Total);
        Assert.Equal((new ToldAt(2, 0), new ToldAt(3, 0)), (score.Told, score.Revised));
    }

    [Fact]
    public void A_withdrawn_event_does_not_count_and_a_later_correction_does_not_bring_it_back()
    {
        var history = Begun().Tell(Day(7), Phq9(12)).Tell(Day(8), new Voided("2.0", VoidReason.Duplicate)).Tell(Day(9), new Corrected("2.0", Day(7), null, Phq9(3))).History;

        Assert.IsType<ReferralReceived>(Assert.Single(history.Events).Content);
        Assert.Equal(4, history.ToldCount);
    }

    [Fact]
    public void An_event_is_found_by_its_own_id_and_by_its_place()
    {
        var history = Begun().Tell(Event(Day(7), Phq9(12), "mine")).History;

        Assert.Same(history.FindTold("mine"), history.FindTold("2.0"));
        Assert.Null(history.FindTold("2.1"));
    }

    [Fact]
    public void Consent_is_unknown_until_asked_and_then_as_last_answered_by_date()
    {
        Assert.Null(Begun().History.AutomatedSupport);
        Assert.False(Begun().Tell(Day(3), new ConsentChanged(ConsentScope.AutomatedSupport, false)).Tell(Day(1), new ConsentChanged(ConsentScope.AutomatedSupport, true)).History.AutomatedSupport);
        Assert.Null(Begun().Tell(Day(3), new ConsentChanged(ConsentScope.DataUse, false)).History.AutomatedSupport);
    }

    [Fact]
    public void A_task_is_open_from_the_decision_that_raised_it_until_a_person_closes_it()
    {
        var story = Begun().Triage(0, Step.Low, TaskKind.SameDay);
        Assert.Equal(Noon(0), story.History.OldestOpenRiskTask);

        story.Acknowledge(1, TaskKind.SameDay);
        var taken = Assert.Single(story.History.OpenTasks);
        Assert.Equal(("clinician-1", true), (taken.AcknowledgedBy, taken.IsOpen));

        story.Close(2, TaskKind.SameDay);
        Assert.Empty(story.History.OpenTasks);
        Assert.Null(story.History.OldestOpenRiskTask);
        Assert.Equal((4, Noon(2)), (Assert.Single(story.History.ClosedTasks).ClosedVersion, story.History.ClosedTasks[0].ClosedAt));
    }

    [Fact]
    public void Raised_again_while_open_a_task_keeps_its_beginning_and_its_earliest_due_time()
    {
        var task = Assert.Single(Begun().Triage(0, Step.Low, TaskKind.SameDay).Review(3, Step.Low, TaskKind.SameDay).History.OpenTasks);

        Assert.Equal((2, Noon(0), Noon(0).AddHours(8)), (task.RaisedVersion, task.RaisedAt, task.Due));
    }

    [Fact]
    public void A_task_was_seen_as_far_as_those_who_acted_on_it_had_seen()
    {
        Assert.Equal((2, 0), Seen(Begun().Triage(0, Step.Low, TaskKind.SameDay)));
        Assert.Equal((2, 2), Seen(Raised().Acknowledge(1, TaskKind.SameDay, seen: 2)));
        Assert.Equal((2, 3), Seen(Raised().Acknowledge(1, TaskKind.SameDay)));
        Assert.Equal((2, 3), Seen(Raised().Acknowledge(1, TaskKind.SameDay).Acknowledge(1, TaskKind.SameDay, seen: 2)));
        Assert.Equal((5, 3), Seen(Raised().Acknowledge(1, TaskKind.SameDay).Review(2, Step.Low, TaskKind.SameDay).Close(3, TaskKind.SameDay, seen: 3)));
        Assert.Equal((2, 3), Seen(Raised().Close(3, TaskKind.SameDay)));

        static Story Raised() => Begun().Triage(0, Step.Low, TaskKind.SameDay).Tell(Day(1), Phq9(12, 2));

        static (int Raised, int Seen) Seen(Story story)
        {
            var task = Assert.Single(story.History.OpenTasks.Concat(story.History.ClosedTasks));
            return (task.LastRaisedVersion, task.SeenVersion);
        }
    }

    [Fact]
    public void A_correction_never_closes_a_task()
    {
        var story = Begun().Tell(Day(0), Phq9(14, 3)).Triage(0, Step.Low, TaskKind.SameDay).Tell(Day(1), new Corrected("2.0", Day(0), null, Phq9(14, 0)));

        Assert.Equal(TaskKind.SameDay, Assert.Single(story.History.OpenTasks).Kind);
    }

    [Fact]
    public void A_step_that_a_clinician_confirmed_before_is_confirmed()
    {
        Assert.False(Begun().Triage(0).Confirm(1, Step.Low).Tell(Day(3), new StepStarted(Step.Low)).History.IsUnconfirmedStart);
        Assert.False(Begun().Triage(0).Confirm(1, Step.Low).Tell(Day(1), new StepStarted(Step.Low)).History.IsUnconfirmedStart);
    }

    [Fact]
    public void A_step_that_nobody_confirmed_before_it_started_is_unconfirmed()
    {
        Assert.True(Begun().Tell(Day(3), new StepStarted(Step.Low)).History.IsUnconfirmedStart);
        Assert.True(Begun().Triage(0).Confirm(1, Step.High).Tell(Day(3), new StepStarted(Step.Low)).History.IsUnconfirmedStart);
        Assert.True(Begun().Triage(0).Tell(Day(3), new StepStarted(Step.Low)).Confirm(4, Step.Low).History.IsUnconfirmedStart);
        Assert.True(Begun().Triage(0).Confirm(4, Step.Low).Tell(Day(3), new StepStarted(Step.Low)).History.IsUnconfirmedStart);
    }

    [Fact]
    public void Only_the_latest_confirmation_of_a_decision_speaks_for_it()
    {
        var history = Begun().Triage(0).Confirm(1, Step.Low).Confirm(2, Step.High, OverrideReason.ClinicalJudgement).History;

        Assert.Equal(OverrideReason.ClinicalJudgement, history.ConfirmationOf(2)!.Act.Override);
        Assert.Null(history.ConfirmationOf(1));
    }

    [Fact]
    public void A_request_is_found_again_by_method_and_id()
    {
        var story = Begun().Triage(0);
        var mark = story.Trajectory.Entries[1].Request;

        Assert.Equal((2, mark), story.History.FindRequest(EpisodeMethod.Triage, mark.Id));
        Assert.Null(story.History.FindRequest(EpisodeMethod.Review, mark.Id));
    }

    [Fact]
    public void A_late_event_a_correction_and_a_withdrawal_change_what_a_decision_rested_on()
    {
        Assert.True(Decided().Tell(Event(Day(6), Gad7(4))).History.InputsChanged(3));
        Assert.True(Decided().Tell(Day(9), new Corrected("2.0", Day(7), null, Phq9(20))).History.InputsChanged(3));
        Assert.True(Decided().Tell(Day(9), new Corrected("2.0", Day(9), null, Phq9(12))).History.InputsChanged(3));
        Assert.True(Decided().Tell(Day(9), new Voided("2.0", VoidReason.EnteredInError)).History.InputsChanged(3));
    }

    [Fact]
    public void What_happened_after_a_decision_does_not_change_what_it_rested_on()
    {
        Assert.False(Decided().History.InputsChanged(3));
        Assert.False(Decided().Tell(Day(9), Phq9(3)).History.InputsChanged(3));
        Assert.False(Decided().Tell(Day(9), Phq9(3)).Tell(Day(10), new Voided("4.0", VoidReason.Duplicate)).History.InputsChanged(3));
        Assert.False(Decided().Tell(Day(6), Phq9(3)).Tell(Day(10), new Voided("4.0", VoidReason.Duplicate)).History.InputsChanged(3));
    }

    [Fact]
    public void On_the_day_of_the_decision_only_what_surely_followed_it_leaves_its_inputs_as_they_were()
    {
        Assert.True(Decided().Tell(Event(Day(8), Gad7(4))).History.InputsChanged(3));
        Assert.True(Decided().Tell(Event(Day(8), Gad7(4), at: new TimeOnly(12, 0))).History.InputsChanged(3));
        Assert.False(Decided().Tell(Event(Day(8), Gad7(4), at: new TimeOnly(12, 1))).History.InputsChanged(3));
        Assert.False(Decided().Tell(Day(8), new StepStarted(Step.Low)).History.InputsChanged(3));
        Assert.False(Decided().Tell(Day(8), new PlanExplained(Answer.Yes, Answer.Yes)).History.InputsChanged(3));
    }

    [Fact]
    public void A_voided_end_reopens_the_episode()
    {
        var story = Begun().Tell(Day(9), new EpisodeEnded(EndReason.CompletedByAgreement));
        Assert.NotNull(story.History.Ended);

        Assert.Null(story.Tell(Day(10), new Voided("2.0", VoidReason.EnteredInError)).History.Ended);
    }

    [Fact]
    public void The_end_leaves_open_what_is_about_danger_and_what_is_raised_after_it_and_a_withdrawn_end_leaves_all()
    {
        TaskKind[] kinds = [.. Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.None)];
        TaskKind[] aboutDanger = [.. kinds.Where(kind => Urgencies.Of(kind) < Urgency.ReviewOrWait)];
        var story = Begun().Triage(1, Step.Low, kinds).Tell(Day(9), new EpisodeEnded(EndReason.CompletedByAgreement));

        Assert.Equal(aboutDanger, story.History.OpenTasks.Select(task => task.Kind));
        Assert.Equal(kinds.Except(aboutDanger), story.History.LapsedTasks.Select(task => task.Kind));
        Assert.All(story.History.LapsedTasks, task => Assert.Equal((3, Noon(9), null, TaskCloseReason.EpisodeEnded), (task.ClosedVersion, task.ClosedAt, task.ClosedBy, task.CloseReason)));
        Assert.Equal(kinds, story.History.TasksOf(2).Select(task => task.Kind));

        // Whatever kind a policy gives to danger that is told late.
        story.Notice("danger", Noon(10), TaskKind.ReviewDue);
        Assert.Contains(TaskKind.ReviewDue, story.History.OpenTasks.Select(task => task.Kind));

        Assert.Equal(kinds, story.Tell(Day(10), new Voided("3.0", VoidReason.EnteredInError)).History.OpenTasks.Select(task => task.Kind));
        Assert.Empty(story.History.LapsedTasks);
    }

    [Fact]
    public void What_a_decision_put_first_for_risk_outlives_the_end_whatever_its_kind()
    {
        var story = Begun().Decide(1, DecisionCall.Triage, Step.Low, riskFirst: true, null, Outcome.Enter, TaskKind.ClinicianReview).Tell(Day(9), new EpisodeEnded(EndReason.CompletedByAgreement));

        Assert.Equal([TaskKind.ClinicianReview], story.History.OpenTasks.Select(task => task.Kind));
    }

    private static Story Decided() => Begun().Tell(Day(7), Phq9(12)).Triage(8);
}
