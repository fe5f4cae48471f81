using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A report and what was asked.</summary>
internal sealed record FidelityTold(V1.GetFidelityReportRequest Asked, V1.GetFidelityReportResponse Report)
{
    internal string Heading => $"{(Asked.Services.Count == 0 ? "All services" : string.Join(", ", Asked.Services))}, {Asked.FromMonth} to {Asked.ToMonth}, as of {InstantText.Of(Report.AsOf)}";

    /// <summary>Months stand beside one another, so that a measure is read across them.</summary>
    internal bool IsByMonth => Asked.Grouping == V1.ReportGrouping.Month;

    /// <summary>The measures that any group has, in order.</summary>
    internal IEnumerable<V1.MeasuredFigure> Measures => Report.Groups.SelectMany(group => group.Figures).DistinctBy(figure => figure.Measure);

    /// <summary>A group in words.</summary>
    internal string NameOf(V1.ReportGroup group) => (group.Name, group.Rule) switch
    {
        ("", "") => "All together",
        ("None", _) when Asked.Grouping == V1.ReportGrouping.Step => "Before any step",
        (var name, "") => name,
        var (name, rule) => $"{name}: {rule}",
    };

    /// <summary>The groups to stand beside one another: also months that have no data at all.</summary>
    internal IReadOnlyList<V1.ReportGroup> Rows => IsByMonth
        ? [.. Months.Select(NameOf).Select(month => Report.Groups.FirstOrDefault(group => group.Name == month) ?? new V1.ReportGroup { Name = month })]
        : Report.Groups;

    /// <summary>A measure in every month asked for, also where a month has no data at all.</summary>
    internal IReadOnlyList<FigureOfMonth> MonthsOf(Func<V1.ReportGroup, V1.MeasuredFigure?> figure)
    {
        var groups = Report.Groups.ToDictionary(group => group.Name, StringComparer.Ordinal);
        return [.. Months.Select(month => new FigureOfMonth(
            month, groups.TryGetValue(NameOf(month), out var group) ? figure(group) : null, IsUnfinished(month)))];
    }

    /// <summary>A measure in every service that has data.</summary>
    internal IReadOnlyList<FigureOfService> ServicesOf(string measure) =>
    [
        .. Report.Groups.Select(group => new FigureOfService(group.Name, group.Figures.First(figure => figure.Measure == measure))).Where(service => service.Figure.HasValue),
    ];

    private ImmutableArray<DateOnly> Months
    {
        get
        {
            var (first, last) = (MonthOf(Asked.FromMonth), MonthOf(Asked.ToMonth));
            return [.. Enumerable.Range(0, ((last.Year - first.Year) * 12) + last.Month - first.Month + 1).Select(first.AddMonths)];
        }
    }

    private static string NameOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    // The service has taken them as months.
    private static DateOnly MonthOf(string text) => DateOnly.ParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture);

    private bool IsUnfinished(DateOnly month) => DateOnly.FromDateTime(Report.AsOf.ToDateTime()) < month.AddMonths(1);
}

/// <summary>A measure in a month; null where the month has no data at all.</summary>
internal sealed record FigureOfMonth(DateOnly Month, V1.MeasuredFigure? Figure, bool IsUnfinished)
{
    internal bool HasData => Figure is { HasValue: true };

    internal string Name => Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>As short as it can be read at an axis.</summary>
    internal string Label => Month.ToString("MMM yy", CultureInfo.InvariantCulture);

    internal string Text => Figure is null ? "no data" : FigureText.Of(Figure);

    internal string Counts => Figure is null ? "" : FigureText.CountsOf(Figure);
}

/// <summary>A measure in a service.</summary>
internal sealed record FigureOfService(string Name, V1.MeasuredFigure Figure)
{
    internal static bool IsFar(FigureOfService service) => IsFar(service.Figure);

    /// <summary>Outside three standard errors around all services.</summary>
    internal static bool IsFar(V1.MeasuredFigure figure) =>
        figure is { HasValue: true, Limits: { } limits } && (figure.Value < limits.Lower998 || figure.Value > limits.Upper998);
}
