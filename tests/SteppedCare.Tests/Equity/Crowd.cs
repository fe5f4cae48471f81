using System.Collections.Immutable;

namespace SteppedCare.Tests.Equity;

/// <summary>Random people in random groups, some of them gathered into fewer, counted by lines of which some are parts of others and three add up to one.</summary>
internal static class Crowd
{
    internal static CountTable Counted(Random random)
    {
        var within = GroupsOf(random);
        var counts = Enumerable.Range(0, 7).Select(_ => new long[within.Length]).ToArray();
        for (var group = 0; group < within.Length; group++)
        {
            // A group that others are gathered into has nobody of its own.
            var people = within.Contains(group) ? 0 : random.Next(5) switch { 0 => random.Next(5), 1 => random.Next(12), 2 => random.Next(25), _ => random.Next(80) };
            for (; people > 0; people--)
            {
                foreach (var line in LinesOf(random))
                {
                    counts[line][group]++;
                    if (within[group] is >= 0 and var gathered)
                    {
                        counts[line][gathered]++;
                    }
                }
            }
        }

        return new CountTable([.. counts.Select(line => line.ToImmutableArray())], within)
        {
            Parts = [new(0, 1), new(0, 2), new(0, 3), new(0, 4), new(2, 5)],
            Sums = [new(0, [2, 3, 4])],
        };
    }

    // Everybody is in line 0 and in one of 2, 3 and 4, some in 1, of those in 2 some in 5; and 6 has nothing to do with the others.
    private static IEnumerable<int> LinesOf(Random random)
    {
        var answer = random.Next(10) switch { < 6 => 2, < 9 => 3, _ => 4 };
        yield return 0;
        yield return answer;
        if (random.Next(3) > 0)
        {
            yield return 1;
        }

        if (answer == 2 && random.Next(2) == 0)
        {
            yield return 5;
        }

        if (random.Next(2) == 0)
        {
            yield return 6;
        }
    }

    private static ImmutableArray<int> GroupsOf(Random random)
    {
        var within = new List<int>();
        for (var gathered = random.Next(4); gathered > 0; gathered--)
        {
            var place = within.Count;
            within.Add(CountTable.Everybody);
            within.AddRange(Enumerable.Repeat(place, random.Next(1, 4)));
        }

        within.AddRange(Enumerable.Repeat(CountTable.Everybody, random.Next(within.Count == 0 ? 2 : 1, 4)));
        return [.. within];
    }
}
