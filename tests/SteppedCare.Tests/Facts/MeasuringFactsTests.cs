using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class MeasuringFactsTests
{
    [Theory]
    [InlineData(28, FactCode.Unknown)]
    [InlineData(29, 1)]
    public void A_first_score_more_than_four_weeks_before_the_first_treatment_is_stale(int firstTreatment, int stale) =>
        Assert.Equal(stale, Begun().Tell(Day(0), Phq9(12), Gad7(9)).Tell(Day(firstTreatment), Treated()).Facts(firstTreatment)[FactNumber.BaselineStale]);

    [Fact]
    public void A_session_is_measured_by_PHQ9_with_the_problems_measure_or_with_GAD7()
    {
        var story = Begun().Tell(Day(0), new ProblemDescribed(Problem.PostTraumaticStress, DescriptorStatus.ClinicianAssigned));
        story.Tell(Day(1), Treated(), Phq9(12), new ScoreRecorded(InstrumentCode.Pcl5, [], 40_000));
        Assert.Equal(0, story.Facts(1)[FactNumber.UnmeasuredInARow]);
        story.Tell(Day(8), Treated(), Phq9(12), Gad7(9));
        Assert.Equal(0, story.Facts(8)[FactNumber.UnmeasuredInARow]);
        story.Tell(Day(15), Treated(), Phq9(12));
        Assert.Equal(1, story.Facts(15)[FactNumber.UnmeasuredInARow]);
    }

    [Fact]
    public void Criteria_of_step_four_are_counted_once_each_and_taken_back_by_a_no()
    {
        var story = Begun().Tell(Day(0), Stated(Circumstance.ComplexNeeds, Answer.Yes), Stated(Circumstance.SeveralDiagnoses, Answer.Yes));
        Assert.Equal(2, story.Facts(0)[FactNumber.Step4Criteria]);
        story.Tell(Day(1), Stated(Circumstance.ComplexNeeds, Answer.Yes), Stated(Circumstance.LongerThanAYear, Answer.Yes));
        Assert.Equal(3, story.Facts(1)[FactNumber.Step4Criteria]);
        Assert.Equal(2, story.Tell(Day(2), Stated(Circumstance.ComplexNeeds, Answer.No)).Facts(2)[FactNumber.Step4Criteria]);
        Assert.True(Begun().Facts(0).Count(FactNumber.Step4Criteria).IsKnown.IsTrue);

        static CircumstancesAnswered Stated(Circumstance circumstance, Answer answer) => new(null, Preference.NotStated, [new(circumstance, answer)]);
    }

    [Fact]
    public void Earlier_courses_that_did_not_help_are_counted_whatever_their_step() =>
        Assert.Equal(
            2,
            Begun(new(Step.Low, 4, null, Answer.No), new(Step.High, 10, null, Answer.No), new(Step.Low, 2, null, Answer.NotStated)).Facts(0)[FactNumber.PriorCoursesNotImproved]);

    [Fact]
    public void Days_since_a_trauma_count_from_the_date_told()
    {
        var story = Begun().Tell(Day(0), new CircumstancesAnswered(null, Preference.NotStated, []) { TraumaOn = Day(-14) });

        Assert.Equal((14, 20), (story.Facts(0)[FactNumber.DaysSinceTrauma], story.Facts(6)[FactNumber.DaysSinceTrauma]));
        Assert.Equal(FactCode.Unknown, Begun().Facts(0)[FactNumber.DaysSinceTrauma]);
    }
}
