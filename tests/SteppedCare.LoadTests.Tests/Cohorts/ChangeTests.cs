using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

public sealed class ChangeTests
{
    [Theory]
    [InlineData(9, 7, false)]
    [InlineData(10, 7, true)]
    [InlineData(9, 8, true)]
    public void Caseness_begins_at_10_on_PHQ_9_or_8_on_GAD_7(int phq9, int gad7, bool expected) => Assert.Equal(expected, new Pair(phq9, gad7).Case);

    [Theory]
    [InlineData(15, 10, 10, 7, false)]
    [InlineData(15, 10, 9, 10, true)]
    [InlineData(15, 10, 15, 6, true)]
    public void Reliable_improvement_begins_at_6_on_PHQ_9_or_4_on_GAD_7(int phq9, int gad7, int lastPhq9, int lastGad7, bool expected) =>
        Assert.Equal(expected, Between(new(phq9, gad7), new(lastPhq9, lastGad7)).Improved);

    [Theory]
    [InlineData(10, 10, 15, 13, false)]
    [InlineData(10, 10, 16, 10, true)]
    [InlineData(10, 10, 10, 14, true)]
    public void Reliable_deterioration_mirrors_it(int phq9, int gad7, int lastPhq9, int lastGad7, bool expected) =>
        Assert.Equal(expected, Between(new(phq9, gad7), new(lastPhq9, lastGad7)).Deteriorated);

    [Fact]
    public void Better_on_one_and_worse_on_the_other_is_neither()
    {
        var change = Between(new(20, 5), new(9, 9));

        Assert.False(change.Improved);
        Assert.False(change.Deteriorated);
    }

    [Fact]
    public void Recovery_begins_at_caseness_and_ends_below_both_cut_offs()
    {
        Assert.True(Between(new(10, 5), new(9, 7)).Recovered);
        Assert.False(Between(new(10, 5), new(9, 7)).ReliablyRecovered);
        Assert.True(Between(new(12, 5), new(6, 7)).ReliablyRecovered);
        Assert.False(Between(new(12, 5), new(6, 8)).Recovered);
        Assert.False(Between(new(9, 7), new(0, 0)).Recovered);
    }

    [Fact]
    public void A_course_without_a_second_score_has_no_change()
    {
        var change = new Change(new Pair(20, 15), null);

        Assert.False(change.Paired || change.Improved || change.Deteriorated || change.Recovered);
        Assert.True(change.CaseAtStart);
    }

    [Fact]
    public void The_change_of_a_course_is_between_its_first_and_last_recorded_scores()
    {
        var course = ACourse.Whole();

        Assert.Equal(Between(new(12, 8), new(5, 4)), Change.Of(course));
        Assert.Equal(new Change(new Pair(5, 4), null), Change.Of(course with { Entry = null }));
        Assert.Equal(new Change(null, null), Change.Of(course with { Entry = null, Sittings = [] }));
    }

    [Fact]
    public void Recovery_is_of_those_at_caseness_and_improvement_of_all()
    {
        var recovered = Between(new(20, 15), new(2, 2));
        var improvedBelowCaseness = Between(new(9, 7), new(0, 0));
        var worse = Between(new(10, 8), new(20, 15));
        var unpaired = new Change(new Pair(20, 15), null);

        var rates = Rates.Of([recovered, improvedBelowCaseness, worse, unpaired]);

        Assert.Equal(100 / 3.0, rates.Recovery, 9);
        Assert.Equal(100 / 3.0, rates.ReliableRecovery, 9);
        Assert.Equal(50, rates.Improvement);
        Assert.Equal(25, rates.Deterioration);
        Assert.Equal(5, rates.FurthestFrom(rates with { Deterioration = 20 }));
    }

    private static Change Between(Pair start, Pair end) => new(start, end);
}
