namespace SteppedCare.Tests.Equity;

public sealed class WithholdingTests
{
    private const int Rounds = 200;

    [Fact]
    public void Nothing_withheld_follows_from_all_that_is_told()
    {
        var random = new Random(20261123);
        for (var round = 0; round < Rounds; round++)
        {
            var table = Crowd.Counted(random);
            HoldsBackToTheUnit(new Reckoner(table), table);
        }
    }

    // By the sums over groups; what several measures say together may place a count among the small ones, which is documented.
    [Fact]
    public void Nothing_withheld_is_known_to_be_under_five()
    {
        var random = new Random(20261124);
        var withheld = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var table = Crowd.Counted(random);
            withheld += HoldsBackWhatIsSmall(new Reckoner(table), table);
        }

        Assert.True(withheld > 1_000);
    }

    [Fact]
    public void Nothing_withheld_follows_from_what_a_report_tells_of_people()
    {
        var random = new Random(20261126);
        var withheld = 0;
        for (var round = 0; round < Rounds / 10; round++)
        {
            var crowd = AuditCrowd.Of(random);
            var table = crowd.Counts;
            var reckoner = new Reckoner(table, crowd.IsWithheld);
            HoldsBackToTheUnit(reckoner, table);
            withheld += HoldsBackWhatIsSmall(reckoner, table);
        }

        Assert.True(withheld > 1_000);
    }

    // Three in four counts of 5 and more; the rest goes beside those that are small.
    [Fact]
    public void Of_seven_hundred_people_most_of_what_is_not_small_is_told()
    {
        var crowd = new AuditCrowd(new Random(20261127), ("A", 480), ("C", 50), ("H", 35), ("N", 30), ("J", 25), ("M", 20), ("", 20), ("B", 12), ("Z", 12), ("K", 8), ("F", 8));
        var table = crowd.Counts;
        var large = (from line in Enumerable.Range(0, table.Counts.Length) from @group in Enumerable.Range(0, table.Within.Length) where table.Counts[line][@group] >= Disclosure.Least select (line, @group)).ToList();

        Assert.InRange(large.Count(cell => !crowd.IsWithheld(cell.line, cell.@group)), large.Count * 3 / 4, large.Count);
    }

    [Fact]
    public void Small_counts_are_withheld_and_parts_of_what_is_withheld()
    {
        var random = new Random(20261125);
        for (var round = 0; round < Rounds; round++)
        {
            var table = Crowd.Counted(random);
            var withheld = Withholding.Of(table);
            for (var group = 0; group < table.Within.Length; group++)
            {
                Assert.All(Enumerable.Range(0, table.Counts.Length), line => Assert.True(table.Counts[line][group] >= Disclosure.Least || withheld[line, group]));
                Assert.All(table.Parts, part => Assert.True(!withheld[part.Whole, group] || withheld[part.Part, group]));
            }
        }
    }

    // 51 of which 50 are told, and none at all: of 51 who are not told the fifty are, so that one is left.
    [Fact]
    public void What_is_told_within_a_withheld_group_is_known_of_it()
    {
        var withheld = Withholding.Of(new CountTable([[51, 1, 50, 100, 3, 97, 0]], [-1, 0, 0, -1, 3, 3, -1]));

        Assert.Equal([0, 1, 2, 4, 5, 6], Enumerable.Range(0, 7).Where(group => withheld[0, group]));
    }

    [Fact]
    public void A_line_that_others_add_up_to_hides_no_single_one()
    {
        var withheld = Withholding.Of(new CountTable([[73, 90, 80], [20, 25, 30], [3, 15, 10], [50, 50, 40]], [-1, -1, -1]) { Sums = [new(0, [1, 2, 3])] });

        Assert.Equal(["", "0 2", "0 2", ""], Enumerable.Range(0, 4).Select(line => string.Join(' ', Enumerable.Range(0, 3).Where(group => withheld[line, group]))));
    }

    [Fact]
    public void What_nearly_all_of_a_group_have_is_told()
    {
        var withheld = Withholding.Of(new CountTable([[35, 90], [35, 60], [0, 20], [0, 10]], [-1, -1]) { Sums = [new(0, [1, 2, 3])] });

        Assert.Equal(["", "", "0 1", "0 1"], Enumerable.Range(0, 4).Select(line => string.Join(' ', Enumerable.Range(0, 2).Where(group => withheld[line, group]))));
    }

    // Told as 30 of which 15 and 20: that the other two are none at all would be seen by the rounding.
    [Fact]
    public void Rounding_leaves_room_for_what_is_withheld_or_more_is_withheld()
    {
        var withheld = Withholding.Of(new CountTable([[31, 90], [13, 30], [18, 30], [0, 20], [0, 10]], [-1, -1]) { Sums = [new(0, [1, 2, 3, 4])] });

        Assert.True(withheld[1, 0] && !withheld[2, 0]);
    }

    // No sum has fewer than two that are withheld; but of the first two lines less the first two groups nothing is left but the 3 in the middle.
    [Fact]
    public void What_follows_from_several_sums_together_is_withheld_no_longer_alone()
    {
        var table = new CountTable([[46, 46, 29, 46], [3, 3, 20, 20], [3, 3, 3, 20], [20, 20, 3, 3], [20, 20, 3, 3]], [-1, -1, -1, -1]) { Sums = [new(0, [1, 2, 3, 4])] };
        var reckoner = new Reckoner(table);

        Assert.Empty(reckoner.Determined());
        Assert.Contains(reckoner.Unknown, cell => table.Counts[cell.Line][cell.Group] == 20);
    }

    private static void HoldsBackToTheUnit(Reckoner reckoner, CountTable table)
    {
        var determined = reckoner.Determined().ToList();
        Assert.True(determined.Count == 0, $"{Words(table)}: {string.Join(' ', determined)}");
    }

    // How many of those looked at.
    private static int HoldsBackWhatIsSmall(Reckoner reckoner, CountTable table)
    {
        var bounds = reckoner.Bounds();
        var withheld = reckoner.Unknown.Where(cell => reckoner.TotalOf(cell.Line) >= Disclosure.Least).ToList();
        Assert.All(withheld, cell => Assert.True(bounds[cell].Most >= Disclosure.Least && bounds[cell].Least < bounds[cell].Most, $"{Words(table)}: {cell} {bounds[cell]}"));
        return withheld.Count;
    }

    private static string Words(CountTable table) => $"{string.Join(" | ", table.Counts.Select(line => string.Join(' ', line)))} within {string.Join(' ', table.Within)}";
}
