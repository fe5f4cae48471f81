using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

public sealed class AccessFiguresTests
{
    [Theory]
    [InlineData(28, nameof(Figure.TreatedWithin28Days))]
    [InlineData(29, nameof(Figure.TreatedIn29To56Days))]
    [InlineData(56, nameof(Figure.TreatedIn29To56Days))]
    [InlineData(57, nameof(Figure.TreatedIn57To90Days))]
    [InlineData(90, nameof(Figure.TreatedIn57To90Days))]
    [InlineData(91, nameof(Figure.TreatedAfter90Days))]
    public void A_wait_for_the_first_treatment_falls_into_its_official_band(int days, string band)
    {
        var story = Begun().Tell(Day(days), Treated());

        Assert.Equal([Enum.Parse<Figure>(band)], Enumerable.Range((int)Figure.TreatedWithin28Days, 4).Select(number => (Figure)number).Where(figure => story.Of(figure) == 1));
        Assert.Equal([Month.Of(Day(days)).ToString()], story.MonthsOf(Figure.Treated));
    }

    [Theory]
    [InlineData(42, 1, 1)]
    [InlineData(43, 0, 1)]
    [InlineData(126, 0, 1)]
    [InlineData(127, 0, 0)]
    public void The_standards_are_six_and_eighteen_weeks(int days, int six, int eighteen)
    {
        var story = Begun().Tell(Day(days), Treated());
        Assert.Equal((six, eighteen), (story.Of(Figure.TreatedWithin6Weeks), story.Of(Figure.TreatedWithin18Weeks)));
    }

    [Theory]
    [InlineData(28, nameof(Figure.TreatedAgainWithin28Days))]
    [InlineData(29, nameof(Figure.TreatedAgainIn29To56Days))]
    [InlineData(57, nameof(Figure.TreatedAgainIn57To90Days))]
    [InlineData(90, nameof(Figure.TreatedAgainIn57To90Days))]
    [InlineData(95, nameof(Figure.TreatedAgainAfter90Days))]
    public void A_wait_for_the_second_counts_from_the_first(int days, string band) =>
        Assert.Equal(1, Begun().Tell(Day(10), Treated()).Tell(Day(10 + days), Treated()).Of(Enum.Parse<Figure>(band)));

    [Fact]
    public void Who_was_lost_is_counted_by_how_far_they_came()
    {
        var assessed = new Contact(AppointmentType.Assessment, Attendance.Attended, 0, DeliveryMode.Telephone, CancelledBy.Unspecified);
        Assert.Equal(1, Begun().Tell(Day(7), Missed()).End(21).Of(Figure.EndedNotSeen));
        Assert.Equal(1, Begun().Tell(Day(7), assessed).End(21).Of(Figure.EndedNotTreated));
        Assert.Equal(1, Begun().Tell(Day(7), assessed).Tell(Day(14), Treated()).End(21).Of(Figure.EndedAfterOneSession));
        Assert.Equal(1, Begun().Tell(Day(7), Treated()).Tell(Day(14), Treated()).End(21).Of(Figure.Finished));
        Assert.Equal(0, Begun().Tell(Day(7), Treated()).Tell(Day(14), Treated()).Of(Figure.Ended));
    }

    [Fact]
    public void Appointments_are_counted_in_their_own_months_and_sessions_by_what_was_measured()
    {
        var story = Begun().Session(20, 12, 9).Tell(Day(27), Missed()).Tell(Day(34), Treated(), Phq9(9));

        Assert.Equal(["2026-01", "2026-02", "2026-02"], story.MonthsOf(Figure.Booked).Concat(story.MonthsOf(Figure.Missed)));
        Assert.Equal((3, 1, 2, 1), (story.Of(Figure.Booked), story.Of(Figure.Missed), story.Of(Figure.Session), story.Of(Figure.SessionMeasured)));
    }

    [Theory]
    [InlineData(183, 1, 1)]
    [InlineData(184, 0, 1)]
    [InlineData(365, 0, 1)]
    [InlineData(366, 0, 0)]
    [InlineData(null, 0, 1)]
    public void A_referral_after_a_course_is_one_again(int? daysBefore, int six, int twelve)
    {
        var story = Begun(new PriorCourse(Step.Low, 6, daysBefore is { } days ? Day(-days) : null, Answer.No));
        Assert.Equal((six, twelve), (story.Of(Figure.ReferredAgainWithinSixMonths), story.Of(Figure.ReferredAgainWithinTwelveMonths)));
    }

    [Fact]
    public void A_plan_counts_as_explained_and_as_accepted_by_the_last_word()
    {
        var story = Begun().Tell(Day(7), Treated(), new PlanExplained(Answer.Yes, Answer.No));
        Assert.Equal((1, 0), (story.Of(Figure.PlanExplained), story.Of(Figure.PlanAccepted)));
        Assert.Equal(1, story.Tell(Day(9), new PlanExplained(Answer.Yes, Answer.Yes)).Of(Figure.PlanAccepted));
    }
}
