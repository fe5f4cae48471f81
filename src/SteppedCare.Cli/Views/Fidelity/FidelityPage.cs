using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A report as one page: lines of months, funnels and ranks of services, or tables with bars; beside every chart the numbers that it is drawn from.</summary>
internal static class FidelityPage
{
    internal static string Of(FidelityTold told)
    {
        var page = new HtmlPage("Fidelity of stepped care")
            .Says($"{told.Heading}.")
            .Says(
                "The line across a chart is England, 2024-25: to read a figure beside, no target. Every figure is a numerator and a denominator; "
                + "without a denominator there is no data, which is no 0. Definitions: docs/reports.md.");
        if (told.Report.Groups.Count == 0)
        {
            return page.Says("No data.").Markup;
        }

        switch (told.Asked.Grouping)
        {
            case V1.ReportGrouping.Month:
                Months(page, told);
                break;
            case V1.ReportGrouping.Service:
                Services(page, told);
                break;
            default:
                Groups(page, told);
                break;
        }

        return page.Markup;
    }

    private static void Groups(HtmlPage page, FidelityTold told)
    {
        foreach (var group in told.Report.Groups)
        {
            page.Heading(told.NameOf(group));
            foreach (var concern in group.Concerns)
            {
                page.Warns(concern);
            }

            var table = new HtmlTable(
                "", HtmlHead.Words("Measure"), HtmlHead.Number("Figure"), HtmlHead.Words(""), HtmlHead.Number("Counts"), HtmlHead.Number("England"), HtmlHead.Words("Official"));
            foreach (var figure in group.Figures)
            {
                table.Row(
                    figure.Title, HtmlCell.Number(FigureText.Of(figure)), HtmlCell.Picture(CellPictures.Of(figure)), HtmlCell.Number(FigureText.CountsOf(figure)),
                    HtmlCell.Number(FigureText.NationalOf(figure)), HtmlCell.Text(figure.Official));
            }

            page.Table(table);
            Mixes(page, told, [group]);
        }
    }

    private static void Months(HtmlPage page, FidelityTold told)
    {
        Mixes(page, told, told.Rows);
        page.Heading("Measures by month");
        var silent = new List<string>();
        foreach (var measure in told.Measures)
        {
            var months = told.MonthsOf(group => group.Figures.FirstOrDefault(figure => figure.Measure == measure.Measure));
            if (!months.Any(month => month.HasData))
            {
                silent.Add(measure.Title);
                continue;
            }

            var table = new HtmlTable("", HtmlHead.Words("Month"), HtmlHead.Number("Figure"), HtmlHead.Number("Counts"));
            foreach (var month in months)
            {
                table.Row(month.IsUnfinished && month.HasData ? month.Name + ", not over" : month.Name, HtmlCell.Number(month.Text), HtmlCell.Number(month.Counts));
            }

            page.Chart(measure.Title, RunChart.Of(measure.Title, months), table, NoteOf(measure));
        }

        Silent(page, silent);
    }

    private static void Services(HtmlPage page, FidelityTold told)
    {
        Mixes(page, told, told.Rows);
        page.Heading("Measures by service")
            .Says(
                "A share stands by the size of what it is a share of, with two and three standard errors around all services drawn: above or below the outer "
                + "limits somebody asks why. Ratios and means have no such limits: services stand from the least to the greatest.");
        var silent = new List<string>();
        foreach (var measure in told.Measures)
        {
            var services = told.ServicesOf(measure.Measure);
            if (services.Count == 0)
            {
                silent.Add(measure.Title);
                continue;
            }

            var table = new HtmlTable(
                "", HtmlHead.Words("Service"), HtmlHead.Number("Figure"), HtmlHead.Number("Counts"), HtmlHead.Words(measure.Form == V1.MeasureForm.Share ? "Limits" : ""));
            foreach (var service in services.OrderByDescending(service => service.Figure.Value).ThenBy(service => service.Name, StringComparer.Ordinal))
            {
                table.Row(
                    service.Name, HtmlCell.Number(FigureText.Of(service.Figure)), HtmlCell.Number(FigureText.CountsOf(service.Figure)),
                    FigureOfService.IsFar(service) ? HtmlCell.Warning(service.Figure.Value > service.Figure.Limits.Upper998 ? "above" : "below") : HtmlCell.Text(""));
            }

            page.Chart(
                measure.Title,
                measure.Form == V1.MeasureForm.Share ? FunnelChart.Of(measure.Title, services) : RankChart.Of(measure.Title, services),
                table,
                NoteOf(measure));
        }

        Silent(page, silent);
    }

    internal static void Mixes(HtmlPage page, FidelityTold told, IReadOnlyList<V1.ReportGroup> groups)
    {
        foreach (var mix in DecisionMix.Of(groups))
        {
            var asked = groups.Where(group => told.IsByMonth || mix.WholeIn(group) > 0).ToList();
            var whole = mix.Parts.Sum(part => part.Count);
            var key = new HtmlTable(string.Create(CultureInfo.InvariantCulture, $"{whole:N0} answers"), HtmlHead.Words("Answer"), HtmlHead.Words(""), HtmlHead.Number("Share"), HtmlHead.Number("Times"));
            foreach (var (place, part) in mix.Parts.Index())
            {
                key.Row(
                    DecisionMix.NameOf(part), HtmlCell.Key(MixChart.Key(place)), HtmlCell.Number(ShareText.Of(part.Count, whole)),
                    HtmlCell.Number(TimesOf(part.Count)));
            }

            page.Chart(mix.Title, MixChart.Of(mix.Title, mix.Names, [.. asked.Select(group => (told.NameOf(group), mix.CountsIn(group)))]), key);
            if (asked.Count > 1)
            {
                var table = new HtmlTable($"{mix.Title}, by group", [HtmlHead.Words(""), .. mix.Names.Select(HtmlHead.Number)]);
                foreach (var group in asked)
                {
                    table.Row(told.NameOf(group), [.. mix.CountsIn(group).Select(count => HtmlCell.Number(mix.WholeIn(group) == 0 ? "" : TimesOf(count)))]);
                }

                page.WideTable(table);
            }
        }
    }

    private static string TimesOf(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static void Silent(HtmlPage page, List<string> measures)
    {
        if (measures.Count > 0)
        {
            page.Says($"No data: {string.Join("; ", measures)}.");
        }
    }

    private static string NoteOf(V1.MeasuredFigure measure) => string.Join(
        ". ",
        new[]
        {
            measure.National is { } line ? $"England: {FigureText.NationalOf(measure)}, {line.Source}" : "",
            measure.Official.Length > 0 ? $"Official metric: {measure.Official}" : "",
        }.Where(part => part.Length > 0));
}
