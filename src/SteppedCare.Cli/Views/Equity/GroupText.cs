using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>The figures of groups as people read them. What is withheld is not 0, and neither is what has no data.</summary>
internal static class GroupText
{
    internal const string Withheld = "withheld";

    internal static string Share(V1.GroupFigure group) => group switch
    {
        { HasValue: true } => Number($"{group.Value:0.0} %"),
        { Suppressed: true } => Withheld,
        { HasDenominator: true } => "too few",
        _ => "no data",
    };

    internal static string Interval(V1.GroupFigure group) => group is { HasValue: true, Interval: { } interval } ? Number($"{interval.Lower:0.0} to {interval.Upper:0.0}") : "";

    internal static string Counts(V1.GroupFigure group) => group is { HasNumerator: false, HasDenominator: false }
        ? ""
        : $"{(group.HasNumerator ? Number($"{group.Numerator:N0}") : "–")} / {(group.HasDenominator ? Number($"{group.Denominator:N0}") : "–")}";

    /// <summary>In points, with the interval.</summary>
    internal static string Difference(V1.GroupFigure group) =>
        group is { HasDifference: true } ? $"{Points(group)} ({PointsInterval(group)})" : "";

    private static string Points(V1.GroupFigure group) => group is { HasDifference: true } ? Number($"{group.Difference:+0.0;−0.0;0.0}") : "";

    private static string PointsInterval(V1.GroupFigure group) =>
        group.DifferenceInterval is { } interval ? Number($"{interval.Lower:+0.0;−0.0;0.0} to {interval.Upper:+0.0;−0.0;0.0}") : "";

    internal static string National(V1.GroupFigure group) => group.National is { } line ? Number($"{line.Value:0.0} %") : "";

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
