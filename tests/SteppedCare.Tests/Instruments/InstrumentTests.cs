using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Instruments;

public sealed class InstrumentTests
{
    [Fact]
    public void The_clinics_numbers_are_those_of_the_data_dictionary_and_the_manual()
    {
        Assert.Equal((9, 3, 27, 10, 6, 9), (Instrument.Phq9.Items, Instrument.Phq9.ItemMax, Instrument.Phq9.TotalMax, Points(Instrument.Phq9.Caseness), Points(Instrument.Phq9.ReliableChange), Instrument.Phq9.RiskItem));
        Assert.Equal((7, 3, 21, 8, 4), (Instrument.Gad7.Items, Instrument.Gad7.ItemMax, Instrument.Gad7.TotalMax, Points(Instrument.Gad7.Caseness), Points(Instrument.Gad7.ReliableChange)));
        Assert.Equal((5, 8, 40, null, null, 1), (Instrument.Wsas.Items, Instrument.Wsas.ItemMax, Instrument.Wsas.TotalMax, Points(Instrument.Wsas.Caseness), Points(Instrument.Wsas.ReliableChange), Instrument.Wsas.WorkItem));
        Assert.Equal((3_000, 2_000), (Lines.Of(Instrument.Phq9, Norms.Published).HalfChange, Lines.Of(Instrument.Gad7, Norms.Published).HalfChange));
    }

    [Fact]
    public void A_complete_questionnaire_is_the_sum_of_its_items()
    {
        var result = Scoring.Of(Items(InstrumentCode.Phq9, 3, 2, 1, 0, 3, 2, 1, 0, 1));

        Assert.Equal((13_000, false, 1), (result.Total, result.Estimate == Estimate.ProRated, result.RiskAnswer));
    }

    [Fact]
    public void All_zeros_are_a_total_of_zero_and_not_an_absent_one() =>
        Assert.Equal(0, Scoring.Of(Items(InstrumentCode.Gad7, 0, 0, 0, 0, 0, 0, 0)).Total);

    [Theory]
    [InlineData(new[] { -1, 2, 2, 2, 2, 2, 2, 2, 0 }, 16)] // 14 over 8, times 9 = 15.75
    [InlineData(new[] { -1, -1, 1, 1, 1, 1, 1, 1, 0 }, 8)] // 6 over 7, times 9 = 7.71
    [InlineData(new[] { -1, 1, 1, 1, 1, 0, 0, 0, 0 }, 5)] // 4 over 8, times 9 = 4.5, half up
    [InlineData(new[] { -1, 1, 1, 1, 0, 0, 0, 0, 0 }, 3)] // 3 over 8, times 9 = 3.375
    public void One_or_two_unanswered_items_are_filled_with_the_mean_and_rounded_half_up_once(int[] items, int total)
    {
        var result = Scoring.Of(Items(InstrumentCode.Phq9, items));

        Assert.Equal((total * 1_000, Estimate.ProRated), (result.Total, result.Estimate));
    }

    [Fact]
    public void Three_unanswered_items_leave_no_total() =>
        Assert.Null(Scoring.Of(Items(InstrumentCode.Gad7, -1, -1, -1, 3, 3, 3, 3)).Total);

    [Fact]
    public void Two_unanswered_items_of_the_gad7_still_give_one() =>
        Assert.Equal(21_000, Scoring.Of(Items(InstrumentCode.Gad7, -1, -1, 3, 3, 3, 3, 3)).Total);

    [Theory]
    [InlineData(new[] { 2, 2, 2, 2, 2, 2, 0, 0, -1 })] // domain case 22
    [InlineData(new[] { -1, 2, 2, 2, 2, 2, 2, 0, -1 })]
    public void Without_item_nine_no_total_is_claimed_and_item_nine_stays_unknown(int[] items)
    {
        var result = Scoring.Of(Items(InstrumentCode.Phq9, items));

        Assert.Null(result.Total);
        Assert.Null(result.RiskAnswer);
    }

    [Fact]
    public void Item_nine_is_kept_even_where_too_much_else_is_missing_for_a_total() =>
        Assert.Equal((null, 2), Totals(Scoring.Of(Items(InstrumentCode.Phq9, -1, -1, -1, 1, 1, 1, 1, 1, 2))));

    [Fact]
    public void A_total_alone_leaves_item_nine_unknown() =>
        Assert.Equal((14_000, null), Totals(Scoring.Of(new ScoreRecorded(InstrumentCode.Phq9, [], 14_000))));

    [Fact]
    public void Work_that_does_not_apply_leaves_four_items_and_another_item_set()
    {
        var four = Enumerable.Repeat(ItemAnswer.Of(8), 4);
        var result = Scoring.Of(new ScoreRecorded(InstrumentCode.Wsas, [ItemAnswer.NotApplicable, .. four], null));

        Assert.Equal((32_000, ItemSet.WithoutWork, Estimate.None), (result.Total, result.ItemSet, result.Estimate));
    }

    [Fact]
    public void An_unanswered_wsas_item_leaves_no_total() =>
        Assert.Null(Scoring.Of(Items(InstrumentCode.Wsas, -1, 8, 8, 8, 8)).Total);

    [Theory]
    [InlineData(32_000, (int)ItemSet.NotTold)]
    [InlineData(33_000, (int)ItemSet.All)]
    public void A_wsas_total_alone_tells_its_item_set_only_above_what_four_items_can_reach(int thousandths, int set) =>
        Assert.Equal((ItemSet)set, Scoring.Of(new ScoreRecorded(InstrumentCode.Wsas, [], thousandths)).ItemSet);

    private static int? Points(Threshold? threshold) => threshold?.Thousandths / 1_000;

    private static (int? Total, int? Risk) Totals(QuestionnaireResult result) => (result.Total, result.RiskAnswer);
}
