using System.Collections.Immutable;
using System.Numerics;

namespace SteppedCare.Tests.Equity;

/// <summary>What is said of how lines hang together is all that courses of care keep to, and they keep to all of it.</summary>
public sealed class EquityLinesTests
{
    // By person and month.
    private static readonly ImmutableArray<ImmutableArray<long>> s_counted =
    [
        .. CountedCourses.Sampled.Concat(CountedCourses.Random)
            .SelectMany(months => months)
            .Select(month => EquityLines.All.Select(line => line.Of(figure => month.GetValueOrDefault(figure))).ToImmutableArray()),
    ];

    [Fact]
    public void What_is_a_part_of_another_never_exceeds_it_and_what_adds_up_does()
    {
        Assert.Equal("", string.Join('\n', EquityLines.Parts.Where(part => s_counted.Any(of => of[part.Part] > of[part.Whole])).Select(part => Words(part.Whole, part.Part))));
        Assert.DoesNotContain(EquityLines.Sums, sum => s_counted.Any(of => of[sum.Whole] != sum.Parts.Sum(part => of[part])));
    }

    [Fact]
    public void What_never_exceeds_another_is_a_part_of_it()
    {
        var wholes = EquityLines.Parts.ToLookup(part => part.Part, part => part.Whole);
        var nested = from whole in Enumerable.Range(0, EquityLines.All.Length)
                     from part in Enumerable.Range(0, EquityLines.All.Length)
                     where whole != part && s_counted.All(of => of[part] <= of[whole])
                     select (Whole: whole, Part: part);

        Assert.Equal("", string.Join('\n', nested.Where(each => !IsWithin(each.Part, each.Whole)).Select(each => Words(each.Whole, each.Part))));

        bool IsWithin(int part, int whole) => wholes[part].Any(each => each == whole || IsWithin(each, whole));
    }

    // How many lines do not follow from others by whatever equation, counted by elimination modulo a prime.
    [Fact]
    public void No_other_lines_add_up()
    {
        const long Prime = 1_000_003;
        var independent = new Dictionary<int, long[]>();
        foreach (var counts in s_counted)
        {
            long[] rest = [.. counts];
            while (Array.FindIndex(rest, count => count != 0) is >= 0 and var place)
            {
                if (!independent.TryGetValue(place, out var leading))
                {
                    var inverse = (long)BigInteger.ModPow(rest[place], Prime - 2, Prime);
                    independent.Add(place, [.. rest.Select(count => count * inverse % Prime)]);
                    break;
                }

                var times = Prime - rest[place];
                rest = [.. rest.Zip(leading, (count, other) => (count + times * other) % Prime)];
            }
        }

        Assert.Equal(EquityLines.All.Length - EquityLines.Sums.Length, independent.Count);
    }

    private static string Words(int whole, int part) => $"{Words(EquityLines.All[part])} within {Words(EquityLines.All[whole])}";

    private static string Words(EquityLine line) => string.Join('+', line.Added) + string.Concat(line.Less.Select(figure => $"-{figure}"));
}
