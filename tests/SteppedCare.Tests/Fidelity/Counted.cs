using SteppedCare.Tests.Episodes;

namespace SteppedCare.Tests.Fidelity;

/// <summary>What a story adds to the figures, whatever its slices.</summary>
internal static class Counted
{
    internal static long Of(this Story story, Figure figure) => Contribution.Of(story.History).Counts.Where(each => each.Figure == figure && IsWhole(each.Slice)).Sum(each => each.Count);

    /// <summary>The months in which a story adds to a figure.</summary>
    internal static IEnumerable<string> MonthsOf(this Story story, Figure figure) =>
        Contribution.Of(story.History).Counts.Where(each => each.Figure == figure && IsWhole(each.Slice)).Select(each => each.Slice.Month.ToString()).Order();

    private static bool IsWhole(Slice slice) => slice is { Rule: null, Clinician: null, Group: null };
}
