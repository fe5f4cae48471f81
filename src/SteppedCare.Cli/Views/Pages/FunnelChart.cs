using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Services by their size and share, with two and three standard errors around all of them: whoever is outside the outer limits is not there by chance.</summary>
internal static class FunnelChart
{
    private const double Width = 640, Height = 330, Left = 50, Right = 16, Top = 12, Bottom = 42;

    internal static Drawing Of(string title, IReadOnlyList<FigureOfService> services)
    {
        var bySize = services.OrderBy(service => service.Figure.Denominator).ToList();
        var up = Scale.FromNothing(
            services.Select(service => Math.Max(service.Figure.Value, Math.Min(service.Figure.Limits?.Upper95 ?? 0, 1.3 * services.Max(each => each.Figure.Value)))), Height - Bottom, Top, bound: 100);
        var across = Scale.FromNothing([bySize[^1].Figure.Denominator], Left, Width - Right);
        var drawing = new Drawing(
            Width, Height, $"{title}: {services.Count} services by size, {services.Count(FigureOfService.IsFar)} outside three standard errors; the table beside has the numbers");
        foreach (var mark in up.Marks)
        {
            drawing.Line("grid", Left, up.At(mark), Width - Right, up.At(mark)).Words(Left - 8, up.At(mark) + 4, FigureText.AtMark(V1.MeasureForm.Share, mark), Anchor.End);
        }

        foreach (var mark in across.Marks)
        {
            drawing.Words(across.At(mark), Height - 24, mark.ToString("N0", CultureInfo.InvariantCulture), Anchor.Middle);
        }

        drawing.Words(Width - Right, Height - 7, "how many it is a share of", Anchor.End);
        foreach (var (kind, limit) in Limits())
        {
            drawing.Through(kind, bySize.Where(service => service.Figure.Limits is not null).Select(service => (across.At(service.Figure.Denominator), up.At(limit(service.Figure.Limits)))));
        }

        if (services[0].Figure.National is { } line)
        {
            drawing.Line("england", Left, up.At(line.Value), Width - Right, up.At(line.Value));
        }

        foreach (var service in services)
        {
            drawing.Dot(
                FigureOfService.IsFar(service) ? "far" : "near", across.At(service.Figure.Denominator), up.At(service.Figure.Value), 4,
                $"{service.Name}: {FigureText.Of(service.Figure)}, {FigureText.CountsOf(service.Figure)}");
        }

        return drawing;
    }

    private static IEnumerable<(string Kind, Func<V1.FunnelLimits, double> Limit)> Limits() =>
    [
        ("limit", limits => limits.Lower998), ("limit", limits => limits.Upper998),
        ("warnlimit", limits => limits.Lower95), ("warnlimit", limits => limits.Upper95),
        ("centre", limits => limits.Centre),
    ];
}
