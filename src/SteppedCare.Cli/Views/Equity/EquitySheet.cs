using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>A report on equity as rows: for each axis and measure one of all groups together, then one a group.</summary>
internal static class EquitySheet
{
    private static readonly ImmutableArray<string> s_columns =
    [
        "axis", "axis_title", "compared_with", "measure", "title", "official", "group", "name", "numerator", "denominator", "suppressed", "value", "lower_95", "upper_95",
        "difference", "difference_lower_95", "difference_upper_95", "national", "national_source",
    ];

    internal static Sheet Of(EquityTold told) => new(s_columns, [.. told.Report.Axes.SelectMany(axis => axis.Measures.SelectMany(measure => Rows(axis, measure)))]);

    private static IEnumerable<ImmutableArray<object?>> Rows(V1.AxisReport axis, V1.MeasureByGroup measure) =>
        measure.Groups.Select(group => Row(axis, measure, group, group.Code, group.Name)).Prepend(Row(axis, measure, measure.All, "all", "All groups"));

    private static ImmutableArray<object?> Row(V1.AxisReport axis, V1.MeasureByGroup measure, V1.GroupFigure group, string code, string name) => Sheet.Row(
        Sheet.Cell(axis.Axis),
        axis.Title,
        axis.ComparedWith,
        measure.Measure,
        measure.Title,
        measure.Official,
        code,
        name,
        group.HasNumerator ? group.Numerator : null,
        group.HasDenominator ? group.Denominator : null,
        group.Suppressed,
        group.HasValue ? group.Value : null,
        group.Interval?.Lower,
        group.Interval?.Upper,
        group.HasDifference ? group.Difference : null,
        group.DifferenceInterval?.Lower,
        group.DifferenceInterval?.Upper,
        group.National?.Value,
        group.National?.Source);
}
