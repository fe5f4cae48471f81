using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class CourseFactsTests
{
    private const int Unknown = FactCode.Unknown;

    [Fact]
    public void Waits_are_counted_until_what_was_awaited_has_been_attended()
    {
        var story = Begun();
        Assert.Equal((30, 30, Unknown, 30), Waits(story.Facts(30)));
        story.Tell(Day(30), Missed(), Treated() with { Appointment = AppointmentType.Assessment });
        Assert.Equal((40, 40, Unknown, 10), Waits(story.Facts(40)));
        story.Tell(Day(41), Treated());
        Assert.Equal((136, Unknown, 95, 95), Waits(story.Facts(136)));
        story.Tell(Day(136), Treated());
        Assert.Equal((136, Unknown, Unknown, 0), Waits(story.Facts(136)));
    }

    [Theory]
    [InlineData(AppointmentType.Treatment, Attendance.Attended, 1)]
    [InlineData(AppointmentType.AssessmentAndTreatment, Attendance.AttendedLate, 1)]
    [InlineData(AppointmentType.ReviewAndTreatment, Attendance.Attended, 1)]
    [InlineData(AppointmentType.Assessment, Attendance.Attended, 0)]
    [InlineData(AppointmentType.Review, Attendance.Attended, 0)]
    [InlineData(AppointmentType.FollowUp, Attendance.Attended, 0)]
    [InlineData(AppointmentType.Treatment, Attendance.DidNotAttend, 0)]
    [InlineData(AppointmentType.Treatment, Attendance.LateNotSeen, 0)]
    [InlineData(AppointmentType.Treatment, Attendance.PersonCancelled, 0)]
    public void An_attended_treatment_is_what_the_official_codes_call_one(AppointmentType appointment, Attendance attendance, int attended) =>
        Assert.Equal(attended, Begun().Tell(Day(7), Treated() with { Appointment = appointment, Attendance = attendance }).Facts(7)[FactNumber.AttendedTreatments]);

    [Fact]
    public void A_row_of_missed_sessions_passes_over_cancellations_and_ends_with_attendance()
    {
        var story = Begun().Tell(Day(1), Treated()).Tell(Day(8), Missed()).Tell(Day(15), Missed() with { Attendance = Attendance.PersonCancelled }).Tell(Day(22), Missed() with { Attendance = Attendance.LateNotSeen });
        Assert.Equal(2, story.Facts(22)[FactNumber.MissedInARow]);
        Assert.Equal(0, story.Tell(Day(29), Treated()).Facts(29)[FactNumber.MissedInARow]);
    }

    [Fact]
    public void Sessions_without_a_full_pair_that_day_are_unmeasured()
    {
        var story = Begun().Session(7, 12, 9).Tell(Day(14), Treated(), Phq9(12)).Tell(Day(21), Treated());
        Assert.Equal(2, story.Facts(21)[FactNumber.UnmeasuredInARow]);
        Assert.Equal(0, story.Session(28, 12, 9).Facts(28)[FactNumber.UnmeasuredInARow]);
    }

    [Fact]
    public void Sessions_without_any_score_that_day_are_unscored()
    {
        var story = Begun().Session(7, 12, 9).Tell(Day(14), Treated()).Tell(Day(21), Treated());
        Assert.Equal(2, story.Facts(21)[FactNumber.UnscoredInARow]);

        story.Tell(Day(28), Treated(), Gad7(9));
        Assert.Equal((0, 3), (story.Facts(28)[FactNumber.UnscoredInARow], story.Facts(28)[FactNumber.UnmeasuredInARow]));
    }

    [Fact]
    public void Sessions_at_a_step_are_those_since_it_started()
    {
        var story = Begun().Tell(Day(7), new StepStarted(Step.Low)).Session(7, 12, 9).Session(14, 12, 9);
        Assert.Equal(((int)Step.Low, 2, 10), AtStep(story.Facts(17)));

        story.Tell(Day(14), new StepStarted(Step.High)).Session(21, 12, 9);
        Assert.Equal(((int)Step.High, 1, 8), AtStep(story.Facts(22)));
    }

    [Fact]
    public void The_first_step_counts_a_session_of_its_own_day_however_the_day_was_told() =>
        Assert.Equal(1, Begun().Tell(Day(7), Treated(), new StepStarted(Step.Low)).Facts(8)[FactNumber.AttendedAtStep]);

    [Fact]
    public void Reviews_at_this_step_that_found_no_reliable_improvement_are_counted_by_day()
    {
        var story = Begun().Session(0, 16, 12).Tell(Day(0), new StepStarted(Step.Low)).Session(21, 15, 12).Review(21).Review(21);
        Assert.Equal(1, story.Facts(22)[FactNumber.ReviewsWithoutImprovement]);

        story.Session(28, 8, 6).Review(28);
        Assert.Equal(1, story.Facts(29)[FactNumber.ReviewsWithoutImprovement]);

        story.Tell(Day(29), new StepStarted(Step.High));
        Assert.Equal(0, story.Facts(30)[FactNumber.ReviewsWithoutImprovement]);
    }

    [Fact]
    public void The_review_that_led_to_a_step_is_not_a_review_at_it() =>
        Assert.Equal(0, Begun().Tell(Day(0), new StepStarted(Step.Low)).Review(28, Step.High).Tell(Day(28), new StepStarted(Step.High)).Facts(30)[FactNumber.ReviewsWithoutImprovement]);

    [Fact]
    public void A_declined_step_counts_until_it_is_offered_again()
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low)).Review(28, Step.High).Tell(Day(29), new StepDeclined(Step.High));
        Assert.Equal(1, story.Facts(30)[FactNumber.DeclinedStep]);
        Assert.Equal(1, story.Review(35).Facts(36)[FactNumber.DeclinedStep]);
        Assert.Equal(Unknown, story.Review(42, Step.High).Facts(43)[FactNumber.DeclinedStep]);
    }

    [Fact]
    public void A_lighter_step_declined_is_not_a_step_up_declined() =>
        Assert.Equal(Unknown, Begun().Tell(Day(0), new StepStarted(Step.High)).Tell(Day(3), new StepDeclined(Step.Low)).Facts(4)[FactNumber.DeclinedStep]);

    private static (int, int, int, int) Waits(Facts facts) => (
        facts[FactNumber.DaysSinceReferral], facts[FactNumber.DaysAwaitingFirstTreatment], facts[FactNumber.DaysAwaitingSecondTreatment], facts[FactNumber.DaysSinceLastContact]);

    private static (int, int, int) AtStep(Facts facts) => (facts[FactNumber.Step], facts[FactNumber.AttendedAtStep], facts[FactNumber.DaysAtStep]);
}
