using System.Globalization;
using System.Net;
using System.Text;

namespace SteppedCare.Cli;

/// <summary>
/// A report as one page that needs nothing else: tables with bars, lines of months, and funnels of services; every chart stands beside its numbers. Light and
/// dark, to be printed as well.
/// </summary>
internal static class FidelityPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b2430;--paper:#fff;--faint:#5b6675;--line:#d6dbe1;--bar:#2f6f9f;--england:#b4530a;--out:#a11}
        @media(prefers-color-scheme:dark){:root{--ink:#e8ecf1;--paper:#14181d;--faint:#9aa6b4;--line:#343c46;--bar:#6fb1e0;--england:#f0a35e;--out:#ff8a80}}
        body{font:16px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:72rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.2rem 0 .4rem}p{color:var(--faint);margin:.3rem 0}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:middle}
        th{font-weight:600;color:var(--faint)}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        svg{display:block}svg text{font-size:11px;fill:var(--faint)}.bar{fill:var(--bar)}.england{stroke:var(--england);stroke-width:2}.run{fill:none;stroke:var(--bar);stroke-width:2}
        .limit{fill:none;stroke:var(--faint);stroke-dasharray:4 3}.far{fill:var(--out)}.near{fill:var(--bar)}.warn{color:var(--out)}
        @media print{body{max-width:none;margin:0}h2{break-after:avoid}tr{break-inside:avoid}}
        """;

    internal static string Of(FidelityTold told)
    {
        var page = new StringBuilder()
            .Append("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Fidelity of stepped care</title><style>")
            .Append(Style).Append("</style></head><body><main><h1>Fidelity of stepped care</h1><p>").Append(Safe(told.Heading))
            .Append(". A line across a bar is England, 2024-25: to read a figure beside, no target. Definitions: docs/reports.md.</p>");
        if (told.Report.Groups.Count == 0)
        {
            page.Append("<p>No data.</p>");
        }
        else if (told.IsByMonth)
        {
            Months(page, told);
        }
        else if (told.Asked.Grouping == V1.ReportGrouping.Service)
        {
            Services(page, told);
        }
        else
        {
            Groups(page, told);
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Groups(StringBuilder page, FidelityTold told)
    {
        foreach (var group in told.Report.Groups)
        {
            page.Append("<h2>").Append(Safe(FidelityTold.NameOf(group))).Append("</h2>");
            foreach (var concern in group.Concerns)
            {
                page.Append("<p class=\"warn\">").Append(Safe(concern)).Append("</p>");
            }

            page.Append("<table><thead><tr><th>Measure</th><th>Figure</th><th></th><th>Counts</th><th>England</th><th>Official</th></tr></thead><tbody>");
            foreach (var figure in group.Figures)
            {
                page.Append("<tr><td>").Append(Safe(figure.Title)).Append("</td><td class=\"n\">").Append(FigureText.Of(figure)).Append("</td><td>").Append(Charts.Bar(figure))
                    .Append("</td><td class=\"n\">").Append(FigureText.CountsOf(figure)).Append("</td><td class=\"n\">").Append(FigureText.NationalOf(figure))
                    .Append("</td><td>").Append(Safe(figure.Official)).Append("</td></tr>");
            }

            page.Append("</tbody></table>");
        }
    }

    private static void Months(StringBuilder page, FidelityTold told)
    {
        page.Append("<table><thead><tr><th>Measure</th><th>").Append(Safe($"{told.Report.Groups[0].Name} to {told.Report.Groups[^1].Name}"))
            .Append("</th><th>Last</th><th>Counts</th><th>England</th></tr></thead><tbody>");
        foreach (var measure in told.Measures)
        {
            var months = told.Report.Groups.Select(group => (group.Name, Figure: group.Figures.First(figure => figure.Measure == measure.Measure))).ToList();
            page.Append("<tr><td>").Append(Safe(measure.Title)).Append("</td><td>").Append(Charts.Run(months)).Append("</td><td class=\"n\">")
                .Append(FigureText.Of(months[^1].Figure)).Append("</td><td class=\"n\">").Append(FigureText.CountsOf(months[^1].Figure))
                .Append("</td><td class=\"n\">").Append(FigureText.NationalOf(measure)).Append("</td></tr>");
        }

        page.Append("</tbody></table>");
    }

    private static void Services(StringBuilder page, FidelityTold told)
    {
        foreach (var measure in told.Measures.Where(measure => measure.Form == V1.MeasureForm.Share))
        {
            var services = told.Report.Groups.Select(group => (group.Name, Figure: group.Figures.First(figure => figure.Measure == measure.Measure))).Where(service => service.Figure.HasValue).ToList();
            if (services.Count == 0)
            {
                continue;
            }

            page.Append("<h2>").Append(Safe(measure.Title)).Append("</h2>").Append(Charts.Funnel(measure.Title, services))
                .Append("<table><thead><tr><th>Service</th><th>Figure</th><th>Counts</th><th></th></tr></thead><tbody>");
            foreach (var (name, figure) in services.OrderByDescending(service => service.Figure.Value))
            {
                page.Append("<tr><td>").Append(Safe(name)).Append("</td><td class=\"n\">").Append(FigureText.Of(figure)).Append("</td><td class=\"n\">").Append(FigureText.CountsOf(figure))
                    .Append("</td><td>").Append(Charts.IsFar(figure) ? "outside three standard errors" : "").Append("</td></tr>");
            }

            page.Append("</tbody></table>");
        }
    }

    internal static string Safe(string text) => WebUtility.HtmlEncode(text);

    internal static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
