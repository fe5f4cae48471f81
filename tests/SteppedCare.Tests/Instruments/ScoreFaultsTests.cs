using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Instruments;

public sealed class ScoreFaultsTests
{
    [Fact]
    public void A_score_by_items_by_total_or_by_both_has_no_fault()
    {
        Assert.Empty(Paths(Phq9(14, 1)));
        Assert.Empty(Paths(new ScoreRecorded(InstrumentCode.Gad7, [], 21_000)));
        Assert.Empty(Paths(Phq9(14, 1) with { TotalThousandths = 14_000 }));
        Assert.Empty(Paths(new ScoreRecorded(InstrumentCode.Phq9, default, 0)));
        Assert.Empty(Paths(Items(InstrumentCode.Phq9, -1, -1, -1, -1, -1, -1, -1, -1, -1)));
    }

    [Fact]
    public void Every_fault_is_named_at_its_own_place()
    {
        var score = Items(InstrumentCode.Phq9, 3, 4, 3, 3, 3, 3, 3, 3) with { TotalThousandths = 27_500 };

        Assert.Equal(["items", "items[1]", "total", "total"], Paths(score));
    }

    [Theory]
    [InlineData(InstrumentCode.Phq9, 27_000, 28_000)]
    [InlineData(InstrumentCode.Gad7, 21_000, 22_000)]
    [InlineData(InstrumentCode.Wsas, 40_000, 41_000)]
    public void A_total_is_within_the_range_of_its_questionnaire(InstrumentCode code, int most, int beyond)
    {
        Assert.Empty(Paths(new ScoreRecorded(code, [], most)));
        Assert.Equal(["total"], Paths(new ScoreRecorded(code, [], beyond)));
        Assert.Equal(["total"], Paths(new ScoreRecorded(code, [], -1_000)));
    }

    [Theory]
    [InlineData(InstrumentCode.Phq9, 9, 3)]
    [InlineData(InstrumentCode.Gad7, 7, 3)]
    [InlineData(InstrumentCode.Wsas, 5, 8)]
    public void An_item_is_within_the_range_of_its_questionnaire(InstrumentCode code, int items, int most)
    {
        Assert.Empty(Paths(Items(code, [.. Enumerable.Repeat(most, items)])));
        Assert.Equal([$"items[{items - 1}]"], Paths(Items(code, [.. Enumerable.Repeat(most, items - 1), most + 1])));
    }

    [Fact]
    public void Only_the_work_item_may_not_apply()
    {
        var without = new ScoreRecorded(InstrumentCode.Wsas, [ItemAnswer.NotApplicable, .. Enumerable.Repeat(ItemAnswer.Of(1), 4)], null);
        Assert.Empty(Paths(without));
        Assert.Empty(Paths(without with { TotalThousandths = 4_000 }));
        Assert.Equal(["items[2]"], Paths(without with { Items = without.Items.SetItem(0, ItemAnswer.Of(1)).SetItem(2, ItemAnswer.NotApplicable) }));
        Assert.Equal(["items[0]"], Paths(Phq9(3) with { Items = Phq9(3).Items.SetItem(0, ItemAnswer.NotApplicable) }));
    }

    [Fact]
    public void A_total_that_differs_from_its_items_is_refused_and_so_is_one_beside_unanswered_items()
    {
        Assert.Equal(["total"], Paths(Phq9(14, 1) with { TotalThousandths = 15_000 }));
        Assert.Equal(["total"], Paths(Phq9(14, -1) with { TotalThousandths = 14_000 }));
    }

    [Fact]
    public void Neither_items_nor_total_and_an_unknown_instrument_are_refused()
    {
        Assert.Equal(["items"], Paths(new ScoreRecorded(InstrumentCode.Phq9, [], null)));
        Assert.Equal(["instrument"], Paths(new ScoreRecorded(InstrumentCode.Unspecified, [], 3_000)));
        Assert.Equal(["instrument"], Paths(new ScoreRecorded((InstrumentCode)77, [], 3_000)));
    }

    [Fact]
    public void No_message_repeats_the_value_that_was_told() =>
        Assert.DoesNotContain(ScoreFaults.Of(new ScoreRecorded(InstrumentCode.Phq9, [], 987_000)), fault => fault.Message.Contains("987", StringComparison.Ordinal));

    [Theory]
    [InlineData(InstrumentCode.Phq9, "modified", "version")]
    [InlineData(InstrumentCode.Pcl5, "weekly", "version")]
    [InlineData(InstrumentCode.Cfq, "", "version")]
    [InlineData((InstrumentCode)99, "", "instrument")]
    public void A_version_that_is_not_scored_here_is_refused_by_name(InstrumentCode code, string version, string path) =>
        Assert.Equal([path], Paths(new ScoreRecorded(code, [], 9_000) { Version = version }));

    [Theory]
    [InlineData(InstrumentCode.Pcl5, "past-week")]
    [InlineData(InstrumentCode.Pdss, "self-report")]
    [InlineData(InstrumentCode.Cfq, "likert")]
    [InlineData(InstrumentCode.Cfq, "bimodal")]
    public void A_version_that_is_scored_here_is_taken(InstrumentCode code, string version) =>
        Assert.Empty(Paths(new ScoreRecorded(code, [], 9_000) { Version = version }));

    [Fact]
    public void Only_a_mean_has_decimals_and_it_agrees_with_its_items_to_two_of_them()
    {
        var mobility = Items(InstrumentCode.MobilityInventory, [.. Enumerable.Repeat(2, 18), .. Enumerable.Repeat(3, 9)]);
        Assert.Empty(Paths(mobility with { TotalThousandths = 2_330 }));
        Assert.Equal(["total"], Paths(mobility with { TotalThousandths = 2_300 }));
        Assert.Equal(["total"], Paths(new ScoreRecorded(InstrumentCode.MobilityInventory, [], 990)));
        Assert.Equal(["items[0]"], Paths(mobility with { Items = mobility.Items.SetItem(0, ItemAnswer.Of(0)) }));
        Assert.Equal(["total"], Paths(new ScoreRecorded(InstrumentCode.Pcl5, [], 32_500)));
    }

    [Fact]
    public void A_total_is_over_one_set_of_items()
    {
        var total = new ScoreRecorded(InstrumentCode.Wsas, [], 32_000) { ItemSet = ItemSet.WithoutWork };
        Assert.Empty(Paths(total));
        Assert.Equal(["item_set"], Paths(total with { TotalThousandths = 33_000 }));
        Assert.Equal(["item_set"], Paths(Wsas(20) with { ItemSet = ItemSet.WithoutWork }));
        Assert.Equal(["item_set"], Paths(new ScoreRecorded(InstrumentCode.Gad7, [], 9_000) { ItemSet = ItemSet.WithoutWork }));
        Assert.Empty(Paths(Wsas(20) with { ItemSet = ItemSet.All }));
    }

    [Fact]
    public void A_questionnaire_told_by_its_total_alone_takes_no_items() =>
        Assert.Equal(["items"], Paths(Items(InstrumentCode.Biq, 1, 2, 3)));

    private static string[] Paths(ScoreRecorded score) => [.. ScoreFaults.Of(score).Select(fault => fault.Path)];
}
