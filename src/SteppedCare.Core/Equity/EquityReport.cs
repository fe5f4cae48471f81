using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>A report on equity, with nothing in it that may not be told (<see cref="Disclosure"/>).</summary>
internal static class EquityReport
{
    /// <summary>The axes asked for, each with the measures asked for.</summary>
    internal static ImmutableArray<EquityAxisReport> Of(
        IReadOnlyDictionary<GroupPlace, Dictionary<Figure, long>> totals, ImmutableArray<EquityAxis> axes, ImmutableArray<Measure> measures)
    {
        ImmutableArray<AxisGroups> asked = [.. GroupCatalogue.All.Where(groups => axes.Contains(groups.Axis))];
        var tables = asked.Select(axis => axis.Of).Distinct().ToDictionary(attribute => attribute, attribute => new AuditTable(totals, attribute));
        return [.. asked.Select(axis => Of(tables[axis.Of], axis, measures))];
    }

    private static EquityAxisReport Of(AuditTable table, AxisGroups axis, ImmutableArray<Measure> measures)
    {
        var reference = table.ReferenceOf(axis);
        return new EquityAxisReport(axis.Axis, axis.Title, reference, [.. measures.Select(measure => Of(table, axis, measure, reference))]);
    }

    private static EquityMeasure Of(AuditTable table, AxisGroups axis, Measure measure, EquityGroup? reference)
    {
        var compared = reference is null ? null : table.Told(measure, reference);
        return new EquityMeasure(measure, table.OfAll(measure), [.. table.Present(axis).Select(group => Of(group, table.Told(measure, group)))]);

        EquityFigure Of(EquityGroup group, ToldShare told) => new(group, told, group == reference ? null : told.Less(compared));
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
