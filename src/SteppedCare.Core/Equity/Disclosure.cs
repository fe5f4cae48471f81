using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What may be told of counts of people without telling on any of them. Counts under 5, and 0 is one, are withheld and others rounded to 5, as the official
/// reports do. Where a withheld count could be had by taking the others off their total, others are withheld beside it, the smallest first: until at least two
/// are, and they come to 5 or more. Whatever else is told is worked out from the rounded counts, so it tells no more than they do.
/// </summary>
internal static class Disclosure
{
    /// <summary>Smaller counts are withheld.</summary>
    internal const int Least = 5;

    /// <summary>Of fewer people no share is told: rounding alone would move it by ten points and more (a judgement; the ONS calls rates of fewer than twenty unreliable).</summary>
    internal const int LeastForShare = 20;

    /// <summary>So far is a told count from the one behind it at most.</summary>
    internal const int MostRounded = 2;

    /// <summary>To the nearest 5.</summary>
    internal static long Rounded(long count) => (count + 2) / 5 * 5;

    /// <summary>Which of these counts are withheld.</summary>
    /// <param name="counts">Of the groups of one axis: their total is known.</param>
    /// <param name="families">Places of groups whose total is known as well, such as two tenths of one fifth.</param>
    /// <param name="besides">Places that are withheld in any case.</param>
    internal static ImmutableHashSet<int> Withheld(ImmutableArray<long> counts, IEnumerable<ImmutableArray<int>> families, IEnumerable<int> besides)
    {
        var withheld = Enumerable.Range(0, counts.Length).Where(place => counts[place] < Least).Union(besides).ToHashSet();
        foreach (var family in families.Append([.. Enumerable.Range(0, counts.Length)]))
        {
            while (NextOf(family, counts, withheld) is { } place)
            {
                withheld.Add(place);
            }
        }

        return [.. withheld];
    }

    // The smallest that is still told, where those withheld could be worked out from the rest.
    private static int? NextOf(ImmutableArray<int> family, ImmutableArray<long> counts, HashSet<int> withheld)
    {
        var hidden = family.Where(withheld.Contains).ToList();
        return hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum(place => counts[place]) >= Least)
            ? null
            : family.Except(hidden).OrderBy(place => counts[place]).Cast<int?>().FirstOrDefault();
    }
}
