using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Mix;
using SteppedCare.LoadTests.Tests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Mix;

public sealed class QuestionsTests
{
    [Fact]
    public void Triage_is_asked_on_the_day_of_the_referral_with_nothing_that_came_later()
    {
        var asked = new Questions(ACourse.Whole()).Triage("leeds");

        Assert.Equal(DecisionCall.Triage, asked.Call);
        Assert.Equal("leeds", asked.Service);
        Assert.Empty(asked.Episode);
        Assert.All(asked.Events, told => Assert.Equal(asked.AsOf.ToDateTime().ToString("yyyy-MM-dd"), told.HappenedOn));
        Assert.Equal(DescriptorStatus.ClinicianAssigned, Assert.Single(asked.Events, told => told.ProblemDescribed is not null).ProblemDescribed.Status);
    }

    [Theory]
    [InlineData(Step.Low, 4)]
    [InlineData(Step.High, 8)]
    public void The_first_review_is_at_the_fourth_session_of_low_and_the_eighth_of_high_intensity(Step step, int sessions)
    {
        var sessionsAlone = Course(step, [.. Enumerable.Repeat(Attendance.Attended, sessions)]);
        var oneFewer = Course(step, [.. Enumerable.Repeat(Attendance.Attended, sessions - 1)]);

        Assert.Equal(sessions - 1, new Questions(sessionsAlone).ReviewPoint());
        Assert.Null(new Questions(oneFewer).ReviewPoint());
    }

    [Fact]
    public void A_missed_session_does_not_count_towards_the_review()
    {
        var course = Course(Step.Low, Attendance.Attended, Attendance.DidNotAttend, Attendance.AttendedLate, Attendance.Attended, Attendance.Attended);

        Assert.Equal(4, new Questions(course).ReviewPoint());
    }

    [Fact]
    public void A_stage_that_ends_before_its_review_point_has_no_review()
    {
        var course = Course(Step.Low, [.. Enumerable.Repeat(Attendance.Attended, 6)]);
        var steppedUp = course with { Sittings = course.Sittings.SetItem(3, course.Sittings[3] with { Step = Step.High, BeginsStage = true }) };

        Assert.Null(new Questions(steppedUp).ReviewPoint());
    }

    [Fact]
    public void Where_nobody_recorded_the_first_step_there_is_no_review() =>
        Assert.Null(new Questions(Course(Step.Unspecified, [.. Enumerable.Repeat(Attendance.Attended, 12)])).FirstReview("leeds"));

    [Fact]
    public void The_first_review_carries_the_history_up_to_that_day_and_nothing_later()
    {
        var course = Course(Step.Low, [.. Enumerable.Repeat(Attendance.Attended, 6)]);

        var asked = new Questions(course).FirstReview("leeds")!;

        Assert.Equal(DecisionCall.Review, asked.Call);
        Assert.NotNull(asked.Events[0].ReferralReceived);
        Assert.Equal(4, asked.Events.Count(told => told.Contact is not null));
        Assert.Equal(asked.AsOf.ToDateTime().ToString("yyyy-MM-dd"), asked.Events[^1].HappenedOn);
    }

    // Weekly sessions at one step; the first begins the stage where the step is known.
    private static Course Course(Step step, params Attendance[] weeks) => ACourse.Whole() with
    {
        FirstStep = step,
        Sittings =
        [
            .. weeks.Select((attendance, week) => ACourse.Sitting(7 * (week + 1), attendance) with { Step = step, BeginsStage = week == 0 && step != Step.Unspecified }),
        ],
    };
}
