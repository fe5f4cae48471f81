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

    [Fact]
    public void Who_has_not_improved_at_the_low_review_point_is_followed_to_the_higher_step()
    {
        var story = AtLow(4).Tell(Day(45), new StepStarted(Step.High)).End(80);
        Assert.Equal((1, 1, 1, 17), (story.Of(Figure.NotImprovedAtReviewPoint), story.Of(Figure.NotImprovedSteppedUp), story.Of(Figure.NotImprovedSteppedUpWithin28Days), story.Of(Figure.DaysFromReviewPointToStepUp)));
        Assert.Equal(["2026-02"], story.MonthsOf(Figure.NotImprovedAtReviewPoint));

        var late = AtLow(4).Tell(Day(57), new StepStarted(Step.High)).End(80);
        Assert.Equal((1, 1, 0, 29), (late.Of(Figure.NotImprovedAtReviewPoint), late.Of(Figure.NotImprovedSteppedUp), late.Of(Figure.NotImprovedSteppedUpWithin28Days), late.Of(Figure.DaysFromReviewPointToStepUp)));
    }

    [Fact]
    public void Only_who_has_reached_the_point_measured_twice_and_not_improved_is_counted_and_not_before_four_weeks_or_the_end()
    {
        Assert.Equal((1, 0), (AtLow(4).End(30).Of(Figure.NotImprovedAtReviewPoint), AtLow(4).End(30).Of(Figure.NotImprovedSteppedUp)));
        Assert.Equal((0, 1), (AtLow(4).Tell(Day(56), Missed()).Of(Figure.NotImprovedAtReviewPoint), AtLow(4).Tell(Day(57), Missed()).Of(Figure.NotImprovedAtReviewPoint)));
        Assert.Equal(0, AtLow(0).Session(7, 18, 14).Session(14, 12, 9).End(60).Of(Figure.NotImprovedAtReviewPoint));
        Assert.Equal(1, AtLow(0).Session(7, 18, 14).Session(14, 18, 14).Session(35, 6, 4).End(60).Of(Figure.NotImprovedAtReviewPoint));
        Assert.Equal(0, AtLow(0).Session(35, 6, 4).End(60).Of(Figure.NotImprovedAtReviewPoint));
        Assert.Equal(0, AtLow(4).Tell(Day(20), new StepStarted(Step.High)).End(60).Of(Figure.NotImprovedAtReviewPoint));
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
