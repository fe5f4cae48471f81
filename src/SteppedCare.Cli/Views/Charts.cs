using System.Text;
using static SteppedCare.Cli.FidelityPage;

namespace SteppedCare.Cli;

/// <summary>The drawings of a report's page. Each says in words what it shows, for whoever does not see it.</summary>
internal static class Charts
{
    private const double Width = 220, Height = 18, RunWidth = 320, RunHeight = 44, FunnelWidth = 900, FunnelHeight = 340, Margin = 44;

    /// <summary>A share as a bar from 0 to 100 %, with England's line; nothing for what is no share, or has no data.</summary>
    internal static string Bar(V1.MeasuredFigure figure)
    {
        if (!figure.HasValue || figure.Form != V1.MeasureForm.Share)
        {
            return "";
        }

        var bar = new StringBuilder($"<svg role=\"img\" aria-label=\"{FigureText.Of(figure)}\" width=\"{Number(Width)}\" height=\"{Number(Height)}\"><rect class=\"bar\" width=\"{Number(Width * Math.Clamp(figure.Value, 0, 100) / 100)}\" height=\"{Number(Height)}\"/>");
        if (figure.National is { } line)
        {
            var place = Number(Width * Math.Clamp(line.Value, 0, 100) / 100);
            bar.Append($"<line class=\"england\" x1=\"{place}\" x2=\"{place}\" y2=\"{Number(Height)}\"/>");
        }

        return bar.Append("</svg>").ToString();
    }

    /// <summary>A measure over months, from 0 up to its greatest; months without data are gaps.</summary>
    internal static string Run(IReadOnlyList<(string Name, V1.MeasuredFigure Figure)> months)
    {
        var most = months.Where(month => month.Figure.HasValue).Select(month => month.Figure.Value)
            .Append(months[0].Figure.National?.Value ?? 0).Max();
        var run = new StringBuilder($"<svg role=\"img\" aria-label=\"{Safe(string.Join(", ", months.Select(month => $"{month.Name}: {FigureText.Of(month.Figure)}")))}\" width=\"{Number(RunWidth)}\" height=\"{Number(RunHeight)}\">");
        if (months[0].Figure.National is { } line && most > 0)
        {
            run.Append($"<line class=\"england\" x2=\"{Number(RunWidth)}\" y1=\"{Number(Up(line.Value))}\" y2=\"{Number(Up(line.Value))}\"/>");
        }

        var path = new StringBuilder();
        var isBroken = true;
        for (var index = 0; index < months.Count; index++)
        {
            if (months[index].Figure is { HasValue: true } figure)
            {
                path.Append(isBroken ? 'M' : 'L').Append(Number(Across(index))).Append(' ').Append(Number(Up(figure.Value)));
                run.Append($"<circle class=\"near\" r=\"2.5\" cx=\"{Number(Across(index))}\" cy=\"{Number(Up(figure.Value))}\"/>");
            }

            isBroken = !months[index].Figure.HasValue;
        }

        return run.Append($"<path class=\"run\" d=\"{path}\"/></svg>").ToString();

        double Across(int index) => 4 + (RunWidth - 8) * index / Math.Max(1, months.Count - 1);

        double Up(double value) => RunHeight - 4 - (most <= 0 ? 0 : (RunHeight - 8) * value / most);
    }

    /// <summary>Services by their size and share, with two and three standard errors around all of them.</summary>
    internal static string Funnel(string title, IReadOnlyList<(string Name, V1.MeasuredFigure Figure)> services)
    {
        var largest = services.Max(service => service.Figure.Denominator);
        var top = Math.Min(100, 1.15 * services.Max(service => Math.Max(service.Figure.Value, Math.Min(service.Figure.Limits.Upper95, 100))));
        var drawn = new StringBuilder($"<svg role=\"img\" aria-label=\"{Safe(title)}: services by size, with the limits of chance; the table below has the numbers\" viewBox=\"0 0 {Number(FunnelWidth)} {Number(FunnelHeight)}\">");
        var bySize = services.OrderBy(service => service.Figure.Denominator).ToList();
        foreach (var limit in (Func<V1.FunnelLimits, double>[])[limits => limits.Lower998, limits => limits.Upper998, limits => limits.Lower95, limits => limits.Upper95, limits => limits.Centre])
        {
            var points = bySize.Select(service => $"{Number(Across(service.Figure.Denominator))},{Number(Up(Math.Min(limit(service.Figure.Limits), top)))}");
            drawn.Append($"<polyline class=\"limit\" points=\"{string.Join(' ', points)}\"/>");
        }

        foreach (var (name, figure) in services)
        {
            drawn.Append($"<circle class=\"{(IsFar(figure) ? "far" : "near")}\" r=\"4\" cx=\"{Number(Across(figure.Denominator))}\" cy=\"{Number(Up(figure.Value))}\"><title>{Safe(name)}: {FigureText.Of(figure)}, {FigureText.CountsOf(figure)}</title></circle>");
        }

        return drawn
            .Append($"<text x=\"2\" y=\"{Number(Up(top) + 4)}\">{Number(top)} %</text><text x=\"2\" y=\"{Number(Up(0))}\">0 %</text>")
            .Append($"<text x=\"{Number(Margin)}\" y=\"{Number(FunnelHeight - 4)}\">0</text><text text-anchor=\"end\" x=\"{Number(FunnelWidth - 4)}\" y=\"{Number(FunnelHeight - 4)}\">{largest} in the denominator</text></svg>")
            .ToString();

        double Across(long size) => Margin + (FunnelWidth - Margin - 12) * size / Math.Max(1, largest);

        double Up(double value) => FunnelHeight - 24 - (FunnelHeight - 40) * value / Math.Max(1, top);
    }

    internal static bool IsFar(V1.MeasuredFigure figure) => figure.Limits is { } limits && (figure.Value < limits.Lower998 || figure.Value > limits.Upper998);
}
