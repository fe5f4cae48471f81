using System.Collections.Immutable;

namespace SteppedCare.Tests.Equity;

public sealed class DisclosureTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 10)]
    [InlineData(12, 10)]
    [InlineData(13, 15)]
    [InlineData(1_000_003, 1_000_005)]
    public void Counts_are_told_to_the_nearest_five(long count, long told) => Assert.Equal(told, Disclosure.Rounded(count));

    [Theory]
    [InlineData("40 30 20", "")]
    [InlineData("40 30 4", "30 4")]
    [InlineData("40 3 4", "3 4")]
    [InlineData("40 30 1 2", "30 1 2")]
    [InlineData("40 30 0 0", "30 0 0")]
    [InlineData("40 4 4", "4 4")]
    [InlineData("40 5 6 0", "5 0")]
    [InlineData("3", "3")]
    [InlineData("0 0 0", "0 0 0")]
    [InlineData("3 7", "3 7")]
    public void What_could_be_worked_out_from_the_total_is_withheld_as_well(string counts, string withheld)
    {
        var all = counts.Split(' ').Select(long.Parse).ToList();

        Assert.Equal(withheld, string.Join(' ', Withheld([.. all]).Select(place => all[place])));
    }

    [Fact]
    public void A_family_whose_sum_is_told_elsewhere_hides_no_single_one() =>
        Assert.Equal([0, 1, 4, 5], Withheld([3, 90, 80, 70, 4, 60, 93, 150, 64], [6, 6, 7, 7, 8, 8, CountTable.Everybody, CountTable.Everybody, CountTable.Everybody]));

    // Whoever knows the exact total, and every told count as well as though it were not rounded, learns of no small one.
    [Fact]
    public void No_small_count_follows_from_the_total_and_what_is_told()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 5_000; round++)
        {
            long[] counts = [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (long)random.Next(random.Next(3) == 0 ? 6 : 60))];
            var withheld = Withheld([.. counts]);

            Assert.All(Enumerable.Range(0, counts.Length), place => Assert.True(counts[place] >= Disclosure.Least || withheld.Contains(place)));
            var hidden = withheld.Sum(place => counts[place]);
            Assert.True(withheld.Length == 0 || withheld.Length == counts.Length || (withheld.Length > 1 && hidden >= Disclosure.Least), string.Join(' ', counts));
        }
    }

    private static int[] Withheld(ImmutableArray<long> counts, params ReadOnlySpan<int> within)
    {
        var withheld = Withholding.Of(new CountTable([counts], within.IsEmpty ? [.. counts.Select(_ => CountTable.Everybody)] : [.. within]));
        return [.. Enumerable.Range(0, counts.Length).Where(group => withheld[0, group])];
    }
}
