using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

public sealed class SteppingFiguresTests
{
    [Fact]
    public void A_course_is_stepped_up_by_both_readings_and_both_denominators_are_counted()
    {
        var story = AtLow(2).Tell(Day(20), new StepStarted(Step.High)).Session(27, 12, 9).Session(34, 8, 5).End(40);

        Assert.Equal((1, 1, 1), (story.Of(Figure.LowFirst), story.Of(Figure.SteppedUp), story.Of(Figure.LowAndHigh)));
        Assert.Equal((1, 1, 1), (story.Of(Figure.OfficialLowFirst), story.Of(Figure.OfficialSteppedUp), story.Of(Figure.OfficialSteppedUpWithin28Days)));
        Assert.Equal(0, AtLow(2).Tell(Day(20), new StepStarted(Step.High)).Session(27, 12, 9).Session(34, 8, 5).Of(Figure.SteppedUp));
    }

    // Digital care is a low step here (NICE HTE8) and high intensity in the annual reports: both are told, apart.
    [Fact]
    public void A_course_of_internet_logs_is_low_by_its_step_and_high_officially()
    {
        var log = new Contact(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.InternetLog, CancelledBy.Unspecified);
        var story = AtLow(0).Tell(Day(7), log).Tell(Day(14), log).End(21);

        Assert.Equal((1, 0), (story.Of(Figure.LowFirst), story.Of(Figure.OfficialLowFirst)));
        Assert.Equal((0, 1), (story.Of(Figure.HighFirst), story.Of(Figure.OfficialHighFirst)));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(9, 1)]
    public void More_than_eight_sessions_at_low_are_a_stay_too_long(int sessions, int stays) =>
        Assert.Equal((1, stays), (AtLow(sessions).Of(Figure.TreatedAtLow), AtLow(sessions).Of(Figure.StayedTooLong)));

    [Theory]
    [InlineData(13, 1, 0)]
    [InlineData(14, 1, 1)]
    [InlineData(28, 1, 1)]
    [InlineData(35, 1, 1)]
    [InlineData(36, 1, 0)]
    public void A_review_counts_for_the_four_weeks_from_the_second_week_to_a_week_late(int reviewed, int points, int kept)
    {
        var story = AtLow(0).Review(reviewed).Tell(Day(60), Missed());

        Assert.Equal((points, kept), (story.Of(Figure.ReviewPoint), story.Of(Figure.ReviewedAtReviewPoint)));
        Assert.Equal(["2026-02"], story.MonthsOf(Figure.ReviewPoint));
    }

    [Fact]
    public void Four_sessions_bring_the_review_point_forward_and_the_third_lets_it_be_kept()
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low));
        foreach (var day in (int[])[2, 4, 6, 9])
        {
            story.Session(day, 12, 9);
        }

        Assert.Equal((0, 1), (story.Review(6).Of(Figure.ReviewedAtReviewPoint, Day(16)), story.Of(Figure.ReviewedAtReviewPoint, Day(17))));
        Assert.Equal(["2026-01"], story.MonthsOf(Figure.ReviewPoint));
    }

    [Fact]
    public void Nobody_is_counted_as_missed_while_the_review_can_still_be_in_time()
    {
        Assert.Equal(0, AtLow(0).Tell(Day(35), Missed()).Of(Figure.ReviewPoint));
        Assert.Equal(1, AtLow(0).Tell(Day(36), Missed()).Of(Figure.ReviewPoint));
        Assert.Equal(0, AtLow(0).End(20).Of(Figure.ReviewPoint));
        Assert.Equal(0, AtLow(0).Tell(Day(20), new StepStarted(Step.High)).End(30).Of(Figure.ReviewPoint));
    }

    // So that the latest weeks read neither too high nor too low: kept and missed windows are left out alike while they are open.
    [Fact]
    public void A_window_counts_on_the_day_after_it_closes_though_nobody_writes_anything()
    {
        var (missed, kept) = (AtLow(0), AtLow(0).Review(20));

        Assert.Equal((0, 0), (missed.Of(Figure.ReviewPoint, Day(35)), kept.Of(Figure.ReviewPoint, Day(35))));
        Assert.Equal((1, 0), (missed.Of(Figure.ReviewPoint, Day(36)), missed.Of(Figure.ReviewedAtReviewPoint, Day(36))));
        Assert.Equal((1, 1), (kept.Of(Figure.ReviewPoint, Day(36)), kept.Of(Figure.ReviewedAtReviewPoint, Day(36))));
    }

    [Fact]
    public void Who_is_not_on_track_is_acted_upon_within_two_weeks_or_counts_as_left()
    {
        Story Found() => AtLow(2).ReviewNotOnTrack(20);

        Assert.Equal((0, 1, 0), (Found().Of(Figure.NotOnTrack, Day(34)), Found().Of(Figure.NotOnTrack, Day(35)), Found().Of(Figure.NotOnTrackActedUpon, Day(35))));
        Assert.Equal((1, 0), (Found().Confirm(34, Step.High).Of(Figure.NotOnTrackActedUpon, Day(35)), Found().Confirm(35, Step.High).Of(Figure.NotOnTrackActedUpon, Day(36))));
        Assert.Equal((1, 1), (Found().Tell(Day(30), new StepStarted(Step.High)).Of(Figure.NotOnTrackActedUpon, Day(35)), Found().End(25).Of(Figure.NotOnTrackActedUpon, Day(35))));
    }

    [Fact]
    public void Who_was_found_not_on_track_counts_of_those_reviewed_at_the_step_and_of_all_who_began_there()
    {
        var story = AtLow(2).ReviewNotOnTrack(20).Review(30).Tell(Day(40), new StepStarted(Step.High));

        Assert.Equal((2, 1, 1), (story.Of(Figure.StepBegun), story.Of(Figure.StepReviewed), story.Of(Figure.StepFoundNotOnTrack)));
        Assert.Equal(["2026-01"], story.MonthsOf(Figure.StepFoundNotOnTrack));
        Assert.Equal((1, 0), (AtLow(2).Review(20).Of(Figure.StepReviewed), AtLow(2).Review(20).Of(Figure.StepFoundNotOnTrack)));
    }

    [Fact]
    public void An_advised_step_up_is_followed_to_its_confirmation_and_its_start()
    {
        var story = AtLow(4).Decide(40, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp);
        Assert.Equal((1, 0, 0), (story.Of(Figure.StepUpAdvised), story.Of(Figure.StepUpConfirmed), story.Of(Figure.StepUpStarted)));

        story.Confirm(43, Step.High).Tell(Day(54), new StepStarted(Step.High));
        Assert.Equal((1, 3), (story.Of(Figure.StepUpConfirmed), story.Of(Figure.DaysToStepUpConfirmed)));
        Assert.Equal((1, 14, 1), (story.Of(Figure.StepUpStarted), story.Of(Figure.DaysToStepUpStarted), story.Of(Figure.StepUpStartedWithin14Days)));
    }

    [Fact]
    public void Advice_that_is_repeated_counts_once_and_from_the_first()
    {
        var story = AtLow(4).Decide(40, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp)
            .Decide(50, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp).Tell(Day(55), new StepStarted(Step.High));

        Assert.Equal((1, 15, 0, 1), (story.Of(Figure.StepUpAdvised), story.Of(Figure.DaysToStepUpStarted), story.Of(Figure.StepUpStartedWithin14Days), story.Of(Figure.StepUpStartedWithin28Days)));
    }

    [Fact]
    public void Somebody_refused_the_higher_step_is_no_confirmation_of_it() =>
        Assert.Equal(0, AtLow(4).Decide(40, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp).Confirm(41, Step.Low, OverrideReason.Capacity).Of(Figure.StepUpConfirmed));

    // AtLow tells nobody's scores at the referral, so the first session is the baseline.
    [Fact]
    public void Whom_four_low_sessions_have_not_helped_is_followed_to_the_higher_step()
    {
        var story = AtLow(4).Tell(Day(45), new StepStarted(Step.High)).End(80);
        Assert.Equal((1, 1, 1, 17), (story.Of(Figure.NotHelpedByLow), story.Of(Figure.NotHelpedSteppedUp), story.Of(Figure.NotHelpedSteppedUpWithin28Days), story.Of(Figure.DaysFromNotHelpedToStepUp)));
        Assert.Equal(["2026-03"], story.MonthsOf(Figure.NotHelpedByLow));

        var late = AtLow(4).Tell(Day(57), new StepStarted(Step.High)).End(80);
        Assert.Equal((1, 1, 0, 29), (late.Of(Figure.NotHelpedByLow), late.Of(Figure.NotHelpedSteppedUp), late.Of(Figure.NotHelpedSteppedUpWithin28Days), late.Of(Figure.DaysFromNotHelpedToStepUp)));
    }

    [Fact]
    public void Nobody_counts_as_not_helped_before_the_fourth_session_nor_while_a_step_up_can_still_be_in_time()
    {
        Assert.Equal((1, 0), (AtLow(4).End(30).Of(Figure.NotHelpedByLow, Day(57)), AtLow(4).End(30).Of(Figure.NotHelpedSteppedUp, Day(57))));
        Assert.Equal(0, AtLow(3).End(80).Of(Figure.NotHelpedByLow));
        Assert.Equal((0, 1), (AtLow(4).Tell(Day(56), Missed()).Of(Figure.NotHelpedByLow), AtLow(4).Tell(Day(57), Missed()).Of(Figure.NotHelpedByLow)));
        Assert.Equal(0, AtLow(3).Tell(Day(22), new StepStarted(Step.High)).Session(28, 12, 9).End(60).Of(Figure.NotHelpedByLow));
    }

    // Whoever was stepped up or whose care ended would be counted before those of whom nobody wrote anything, and the latest weeks would read too high.
    [Fact]
    public void Whom_low_intensity_has_not_helped_counts_on_the_day_after_the_four_weeks_stepped_up_or_left_though_nobody_writes_anything()
    {
        var (steppedUp, left) = (AtLow(4).Tell(Day(45), new StepStarted(Step.High)).Session(50, 12, 9), AtLow(4));
        foreach (var figure in (Figure[])[Figure.NotHelpedByLow, Figure.NotHelpedSteppedUp, Figure.NotHelpedSteppedUpWithin28Days, Figure.DaysFromNotHelpedToStepUp])
        {
            Assert.Equal((0, 0), (steppedUp.Of(figure, Day(56)), left.Of(figure, Day(56))));
        }

        Assert.Equal((1, 1), (steppedUp.Of(Figure.NotHelpedByLow, Day(57)), left.Of(Figure.NotHelpedByLow, Day(57))));
        Assert.Equal((1, 1, 17), (steppedUp.Of(Figure.NotHelpedSteppedUp, Day(57)), steppedUp.Of(Figure.NotHelpedSteppedUpWithin28Days, Day(57)), steppedUp.Of(Figure.DaysFromNotHelpedToStepUp, Day(57))));
        Assert.Equal((0, 0), (left.Of(Figure.NotHelpedSteppedUp, Day(57)), left.Of(Figure.DaysFromNotHelpedToStepUp, Day(57))));
    }

    [Theory]
    [InlineData(12, 9, 1)]
    [InlineData(6, 9, 0)]
    [InlineData(9, 7, 0)]
    public void Whoever_is_reliably_better_or_no_case_by_then_counts_as_helped(int phq9, int gad7, int unhelped) =>
        Assert.Equal(unhelped, AtLow(3).Session(28, phq9, gad7).Session(70, 20, 15).End(80).Of(Figure.NotHelpedByLow));

    [Fact]
    public void Of_whom_nobody_measured_twice_nobody_knows_whether_they_were_helped()
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low)).Session(7, 12, 9);
        foreach (var day in (int[])[14, 21, 28])
        {
            story.Tell(Day(day), Treated());
        }

        Assert.Equal(0, story.End(60).Of(Figure.NotHelpedByLow));
    }

    // So many weekly sessions at low intensity, which began with the referral.
    private static Story AtLow(int sessions)
    {
        var story = Begun().Tell(Day(0), new StepStarted(Step.Low));
        for (var session = 1; session <= sessions; session++)
        {
            story.Session(session * 7, 12, 9);
        }

        return story;
    }
}
