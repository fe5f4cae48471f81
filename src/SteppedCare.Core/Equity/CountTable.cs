using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Counts of the same groups of people that are told beside one another, and what is known of how they hang together.</summary>
/// <param name="Counts">By line, which says what is counted, and by group.</param>
/// <param name="Within">For each group the group that it is a part of; <see cref="Everybody"/> where there is none. A group within another has no parts of its own.</param>
internal sealed record CountTable(ImmutableArray<ImmutableArray<long>> Counts, ImmutableArray<int> Within)
{
    /// <summary>What every group is a part of: their counts are told elsewhere to the unit.</summary>
    internal const int Everybody = -1;

    /// <summary>Lines that count some of those whom another counts; every line comes after those that it is a part of.</summary>
    internal ImmutableArray<LinePart> Parts { get; init; } = [];

    /// <summary>Lines that count everybody whom some others count, each once.</summary>
    internal ImmutableArray<LineSum> Sums { get; init; } = [];

    /// <summary>The groups within that one.</summary>
    internal IEnumerable<int> GroupsWithin(int group) => Enumerable.Range(0, Within.Length).Where(each => Within[each] == group);
}

/// <summary>A line that counts some of those whom another counts.</summary>
/// <param name="Whole">The other.</param>
/// <param name="Part">The line.</param>
internal readonly record struct LinePart(int Whole, int Part);

/// <summary>A line that others add up to.</summary>
/// <param name="Whole">The line.</param>
/// <param name="Parts">The others.</param>
internal readonly record struct LineSum(int Whole, ImmutableArray<int> Parts);
