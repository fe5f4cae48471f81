namespace SteppedCare.Tests.FactBuilding;

public sealed class OutcomesTests
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string Unknown = "unknown";

    private static readonly Lines s_phq9 = Lines.Of(Instrument.Phq9, Norms.Published);

    private static readonly Outcomes s_outcomes = new(s_phq9, Lines.Of(Instrument.Gad7, Norms.Published));

    [Theory]
    [InlineData(9, 7, No)]
    [InlineData(10, 7, Yes)]
    [InlineData(9, 8, Yes)]
    public void A_case_is_at_the_cut_off_of_either_measure(int phq9, int gad7, string isCase) =>
        Assert.Equal(isCase, s_outcomes.AtCaseness(Pair(phq9, gad7)).ToString());

    [Theory]
    [InlineData(5, 3, No, No)]
    [InlineData(6, 3, Yes, No)]
    [InlineData(5, 4, Yes, No)]
    [InlineData(-5, -3, No, No)]
    [InlineData(-6, 0, No, Yes)]
    [InlineData(0, -4, No, Yes)]
    public void Change_is_reliable_from_six_and_four_points(int phq9Fall, int gad7Fall, string better, string worse)
    {
        var (start, now) = (Pair(14, 12), Pair(14 - phq9Fall, 12 - gad7Fall));

        Assert.Equal((better, worse), (s_outcomes.ReliableImprovement(start, now).ToString(), s_outcomes.ReliableDeterioration(start, now).ToString()));
        Assert.Equal(No, s_outcomes.ConflictingChange(start, now).ToString());
    }

    [Theory]
    [InlineData(6, -4)]
    [InlineData(-6, 4)]
    public void One_up_and_one_down_is_no_reliable_change_and_a_conflict(int phq9Fall, int gad7Fall)
    {
        var (start, now) = (Pair(14, 12), Pair(14 - phq9Fall, 12 - gad7Fall));

        Assert.Equal(
            (No, No, Yes),
            (s_outcomes.ReliableImprovement(start, now).ToString(), s_outcomes.ReliableDeterioration(start, now).ToString(), s_outcomes.ConflictingChange(start, now).ToString()));
    }

    [Theory]
    [InlineData(10, 7, 9, 7, Yes)]
    [InlineData(10, 7, 10, 7, No)]
    [InlineData(10, 7, 9, 8, No)]
    [InlineData(9, 7, 3, 2, No)]
    public void Recovery_begins_at_caseness_and_ends_below_both_cut_offs(int phq9Start, int gad7Start, int phq9, int gad7, string recovered) =>
        Assert.Equal(recovered, s_outcomes.Recovery(Pair(phq9Start, gad7Start), Pair(phq9, gad7)).ToString());

    [Fact]
    public void Recovery_by_less_than_a_reliable_change_is_not_reliable()
    {
        Assert.Equal(No, s_outcomes.ReliableRecovery(Pair(12, 8), Pair(9, 7)).ToString());
        Assert.Equal(Yes, s_outcomes.ReliableRecovery(Pair(14, 12), Pair(9, 7)).ToString()); // domain case 30
    }

    [Theory]
    [InlineData(2, 1, Yes, No)]
    [InlineData(3, 1, No, Yes)]
    [InlineData(2, 2, No, Yes)]
    [InlineData(5, 3, No, Yes)]
    [InlineData(6, 1, No, No)]
    [InlineData(0, 4, No, No)]
    [InlineData(-3, 0, Yes, No)]
    public void Half_a_reliable_change_parts_no_response_from_a_partial_one(int phq9Fall, int gad7Fall, string none, string partial)
    {
        var (start, now) = (Pair(14, 12), Pair(14 - phq9Fall, 12 - gad7Fall));

        Assert.Equal((none, partial), (s_outcomes.NoResponse(start, now).ToString(), s_outcomes.PartialResponse(start, now).ToString()));
    }

    [Theory]
    [InlineData(8, No)]
    [InlineData(9, Unknown)]
    [InlineData(10, Unknown)]
    [InlineData(11, Unknown)]
    [InlineData(12, Yes)]
    public void A_pro_rated_score_within_a_point_of_the_cut_off_claims_nothing(int phq9, string isCase) =>
        Assert.Equal(isCase, s_phq9.IsCase(Points(phq9, Estimate.ProRated)).ToString());

    [Theory]
    [InlineData(4, No)]
    [InlineData(5, Unknown)]
    [InlineData(6, Unknown)]
    [InlineData(7, Unknown)]
    [InlineData(8, Yes)]
    public void A_change_from_or_to_a_pro_rated_score_within_a_point_of_the_line_claims_nothing(int fall, string better)
    {
        Assert.Equal(better, s_phq9.FellReliably(Points(20, Estimate.ProRated), Points(20 - fall)).ToString());
        Assert.Equal(better, s_phq9.FellReliably(Points(20), Points(20 - fall, Estimate.ProRated)).ToString());
    }

    [Fact]
    public void A_missing_score_claims_nothing_that_it_could_change()
    {
        var missing = new Pair(Points(9), default);
        Assert.Equal(Unknown, s_outcomes.AtCaseness(missing).ToString());
        Assert.Equal(Unknown, s_outcomes.ReliableImprovement(Pair(15, 10), missing).ToString());
        Assert.Equal(Yes, s_outcomes.AtCaseness(new Pair(Points(10), default)).ToString());
    }

    private static Pair Pair(int phq9, int gad7) => new(Points(phq9), Points(gad7));

    private static Measured Points(int points, Estimate estimate = Estimate.None) => new(points * 1_000, estimate);
}
