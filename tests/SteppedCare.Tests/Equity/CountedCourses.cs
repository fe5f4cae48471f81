using System.Collections.Immutable;
using SteppedCare.Tests.Fidelity;

namespace SteppedCare.Tests.Equity;

/// <summary>What an equity report counts of one person each, month by month.</summary>
internal static class CountedCourses
{
    private static readonly Lazy<ImmutableArray<ImmutableArray<Dictionary<Figure, long>>>> s_random = new(() =>
    {
        var courses = new RandomCourses(20261125);
        return [.. Enumerable.Range(0, 600).Select(_ => Of(courses.Next(), AuditRecord.Empty))];
    });

    internal static ImmutableArray<ImmutableArray<Dictionary<Figure, long>>> Random => s_random.Value;

    internal static IEnumerable<ImmutableArray<Dictionary<Figure, long>>> Sampled => SampledCourses.All.Index()
        .Where(each => each.Index % 4 == 0 || each.Index >= 300)
        .Select(each => Of(each.Item, SampledCourses.AuditOf(each.Index)));

    private static ImmutableArray<Dictionary<Figure, long>> Of(EpisodeHistory history, AuditRecord audit) =>
    [
        .. Contribution.Of(history, audit).Counts
            .Where(each => each.Slice.Group?.Axis == AuditAxis.Gender)
            .GroupBy(each => each.Slice.Month)
            .Select(month => month.GroupBy(each => Closings.Told(each.Figure)).ToDictionary(figure => figure.Key, figure => figure.Sum(each => each.Count))),
    ];
}
