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

    private static string[] Paths(ScoreRecorded score) => [.. ScoreFaults.Of(score).Select(fault => fault.Path)];
}
