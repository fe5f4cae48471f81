using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>A report on equity, with nothing in it that may not be told (<see cref="Disclosure"/>).</summary>
internal static class EquityReport
{
    /// <summary>The axes asked for, each with the measures asked for.</summary>
    internal static ImmutableArray<EquityAxisReport> Of(
        IReadOnlyDictionary<GroupPlace, Dictionary<Figure, long>> totals, ImmutableArray<EquityAxis> axes, ImmutableArray<Measure> measures) =>
        [.. GroupCatalogue.All.Where(groups => axes.Contains(groups.Axis)).Select(groups => Of(totals, groups, measures))];

    private static EquityAxisReport Of(IReadOnlyDictionary<GroupPlace, Dictionary<Figure, long>> totals, AxisGroups axis, ImmutableArray<Measure> measures)
    {
        var counts = new Dictionary<EquityGroup, Dictionary<Figure, long>>();
        foreach (var (place, figures) in totals.Where(each => each.Key.Axis == axis.Of))
        {
            var group = axis.Place(place.Code);
            var sums = counts.TryGetValue(group, out var known) ? known : counts[group] = [];
            foreach (var (figure, count) in figures)
            {
                sums[figure] = sums.GetValueOrDefault(figure) + count;
            }
        }

        // A group without anybody is not shown: it is nothing to hide.
        ImmutableArray<EquityGroup> present = [.. axis.Groups.Where(counts.ContainsKey)];
        var reference = ReferenceOf(present, counts);
        return new EquityAxisReport(axis.Axis, axis.Title, reference, [.. measures.Select(measure => Of(measure, present, counts, reference))]);
    }

    /// <summary>Those whom most referrals are of: the comparison with the least chance in it.</summary>
    private static EquityGroup? ReferenceOf(ImmutableArray<EquityGroup> present, Dictionary<EquityGroup, Dictionary<Figure, long>> counts) => present
        .Where(group => group.IsAnswer)
        .MaxBy(group => (counts[group].GetValueOrDefault(Figure.Referred), counts[group].Values.Sum()));

    private static EquityMeasure Of(Measure measure, ImmutableArray<EquityGroup> present, Dictionary<EquityGroup, Dictionary<Figure, long>> counts, EquityGroup? reference)
    {
        ImmutableArray<long> wholes = [.. present.Select(group => measure.DenominatorOf(figure => counts[group].GetValueOrDefault(figure)))];
        ImmutableArray<long> parts = [.. present.Select(group => measure.NumeratorOf(figure => counts[group].GetValueOrDefault(figure)))];
        var families = AxisGroups.Families(present).ToList();
        var withoutWhole = Disclosure.Withheld(wholes, families, []);
        var withoutPart = Disclosure.Withheld(parts, families, withoutWhole);
        var isEmpty = wholes.Sum() == 0;
        var told = present
            .Select((group, place) => isEmpty ? ToldShare.NoData : ToldShare.Of(withoutPart.Contains(place) ? null : parts[place], withoutWhole.Contains(place) ? null : wholes[place]))
            .ToImmutableArray();
        var compared = reference is null ? null : told[present.IndexOf(reference)];
        return new EquityMeasure(
            measure,
            isEmpty ? ToldShare.NoData : ToldShare.Of(parts.Sum() < Disclosure.Least ? null : parts.Sum(), wholes.Sum() < Disclosure.Least ? null : wholes.Sum()),
            [.. present.Select((group, place) => new EquityFigure(group, told[place], group == reference ? null : told[place].Less(compared)))]);
    }
}

/// <summary>An axis of a report.</summary>
/// <param name="Axis">Which.</param>
/// <param name="Title">For people.</param>
/// <param name="Reference">The group that others are compared with; null where there is none.</param>
/// <param name="Measures">The measures asked for.</param>
internal sealed record EquityAxisReport(EquityAxis Axis, string Title, EquityGroup? Reference, ImmutableArray<EquityMeasure> Measures);

/// <summary>A measure by the groups of an axis.</summary>
/// <param name="Measure">Which.</param>
/// <param name="All">All groups together.</param>
/// <param name="Groups">Those that anybody belongs to, in order.</param>
internal sealed record EquityMeasure(Measure Measure, ToldShare All, ImmutableArray<EquityFigure> Groups);

/// <summary>A measure of a group.</summary>
/// <param name="Group">Which.</param>
/// <param name="Told">What may be told.</param>
/// <param name="Difference">Points above the group that others are compared with; null for that group, and where either has no share.</param>
internal sealed record EquityFigure(EquityGroup Group, ToldShare Told, ToldDifference? Difference);
