namespace SteppedCare.Cli;

/// <summary>A report on equity and what was asked.</summary>
internal sealed record EquityTold(V1.GetEquityReportRequest Asked, V1.GetEquityReportResponse Report)
{
    internal const string NotRecorded = "Not recorded of anybody.";

    internal string Heading => $"{(Asked.Services.Count == 0 ? "All services" : string.Join(", ", Asked.Services))}, {Asked.FromMonth} to {Asked.ToMonth}, as of {InstantText.Of(Report.AsOf)}";

    /// <summary>Anybody is known to the months asked for.</summary>
    internal bool HasData => Report.Axes.Any(axis => axis.Measures.Any(measure => measure.Groups.Count > 0));

    /// <summary>An axis in words, with the group that others are compared with.</summary>
    internal static string NameOf(V1.AxisReport axis) => ComparedWith(axis) is { } name ? $"{axis.Title}, compared with: {name}" : axis.Title;

    /// <summary>The name of the group that others are compared with; null where there is none.</summary>
    internal static string? ComparedWith(V1.AxisReport axis) =>
        axis.ComparedWith.Length == 0 ? null : axis.Measures.SelectMany(measure => measure.Groups).FirstOrDefault(group => group.Code == axis.ComparedWith)?.Name;

    /// <summary>Nobody is known to belong anywhere on that axis.</summary>
    internal static bool IsNotRecorded(V1.AxisReport axis) => axis.Measures.Count > 0 && axis.Measures[0].Groups is [{ Code: "" }];

    /// <summary>How many differences of an axis may be told: of all others nobody can say whether they are beyond chance.</summary>
    internal static int ComparisonsOf(V1.AxisReport axis) => axis.Measures.Sum(measure => measure.Groups.Count(group => group.HasDifference));

    /// <summary>Where a group of an axis differs from the one compared with by more than chance, the widest first.</summary>
    internal static IEnumerable<(V1.MeasureByGroup Measure, V1.GroupFigure Group)> GapsOf(V1.AxisReport axis) => axis.Measures
        .SelectMany(measure => measure.Groups.Select(group => (measure, group)))
        .Where(each => Differs(each.group))
        .OrderByDescending(each => Math.Abs(each.group.Difference));

    /// <summary>No chance of one in twenty makes such a difference.</summary>
    internal static bool Differs(V1.GroupFigure group) => group.DifferenceInterval is { } interval && (interval.Lower > 0 || interval.Upper < 0);
}
