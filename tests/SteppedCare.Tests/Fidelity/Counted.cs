using SteppedCare.Tests.Episodes;

namespace SteppedCare.Tests.Fidelity;

/// <summary>What a story adds to the figures, whatever its slices, as a report tells it.</summary>
internal static class Counted
{
    /// <summary>On the day on which the latest of it was written.</summary>
    internal static long Of(this Story story, Figure figure) =>
        story.Of(figure, CivilTime.Of(story.Trajectory.Entries.Max(entry => entry.RecordedAt), Story.London).Date);

    internal static long Of(this Story story, Figure figure, DateOnly today) =>
        WholeOf(story, figure).Where(each => !Closings.IsOpen(each.Figure, each.Slice.Month, today)).Sum(each => each.Count);

    /// <summary>The months in which a story adds to a figure.</summary>
    internal static IEnumerable<string> MonthsOf(this Story story, Figure figure) => WholeOf(story, figure).Select(each => each.Slice.Month.ToString()).Order();

    private static IEnumerable<(Slice Slice, Figure Figure, long Count)> WholeOf(Story story, Figure figure) =>
        Contribution.Of(story.History).Counts.Where(each => Closings.Told(each.Figure) == figure && each.Slice.Facet == SliceFacet.Whole);
}
