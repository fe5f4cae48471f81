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

    [Fact]
    public void A_mean_is_over_the_answered_items_and_keeps_its_decimals()
    {
        int[] answers = [.. Enumerable.Repeat(2, 18), .. Enumerable.Repeat(3, 9)];
        Assert.Equal((2_333, Estimate.None), Mean(answers)); // 63 over 27, a case
        Assert.Equal((2_296, Estimate.None), Mean([.. answers[..26], 2])); // 62 over 27, none
        Assert.Equal((2_364, Estimate.None), Mean([.. Enumerable.Repeat(-1, 5), .. Enumerable.Repeat(2, 14), .. Enumerable.Repeat(3, 8)])); // 52 over 22

        static (int?, Estimate) Mean(int[] items) => Scoring.Of(Items(InstrumentCode.MobilityInventory, items)) is var result ? (result.Total, result.Estimate) : default;
    }

    [Fact]
    public void More_than_five_skipped_situations_leave_no_mean()
    {
        Assert.NotNull(Scoring.Of(Items(InstrumentCode.MobilityInventory, [.. Enumerable.Repeat(-1, 5), .. Enumerable.Repeat(2, 22)])).Total);
        Assert.Null(Scoring.Of(Items(InstrumentCode.MobilityInventory, [.. Enumerable.Repeat(-1, 6), .. Enumerable.Repeat(2, 21)])).Total);
    }

    [Fact]
    public void The_OCI_is_filled_like_the_PHQ9_and_the_others_are_not()
    {
        Assert.Equal(84_000, Scoring.Of(Items(InstrumentCode.Oci, [-1, -1, .. Enumerable.Repeat(2, 40)])).Total);
        Assert.Null(Scoring.Of(Items(InstrumentCode.OciR, [-1, .. Enumerable.Repeat(2, 17)])).Total);
    }

    [Fact]
    public void Every_questionnaire_can_reach_its_greatest_total_and_no_line_lies_beyond() => Assert.All(InstrumentCatalogue.All, instrument =>
    {
        Assert.True(instrument.Items == 0 || instrument.IsMean || instrument.Items * instrument.ItemMax == instrument.TotalMax, instrument.Name);
        Assert.True(instrument.LoincItems.IsEmpty || instrument.LoincItems.Length == instrument.Items, instrument.Name);
        Assert.All(new[] { instrument.Caseness, instrument.ReliableChange }.OfType<Threshold>(), line => Assert.InRange(line.Thousandths, 1, instrument.TotalMax * 1_000));
    });

    [Fact]
    public void Every_code_but_none_has_a_questionnaire_and_a_number_without_a_source_says_so()
    {
        Assert.All(Enum.GetValues<InstrumentCode>().Skip(1), code => Assert.NotEmpty(InstrumentCatalogue.VersionsOf(code)));
        Assert.All(
            InstrumentCatalogue.All.SelectMany(instrument => new[] { instrument.Caseness, instrument.ReliableChange }).OfType<Threshold>(),
            line => Assert.Equal(line.Status == ThresholdStatus.Unverified, line.Source.Contains("no readable source", StringComparison.Ordinal)));
    }

    private static int? Points(Threshold? threshold) => threshold?.Thousandths / 1_000;

    private static (int? Total, int? Risk) Totals(QuestionnaireResult result) => (result.Total, result.RiskAnswer);
}
