namespace SteppedCare.Cli;

/// <summary>
/// A report on equity as one page: by axis the groups with their intervals, each chart beside its numbers, then all measures of the axis in one table. Charts are
/// of the measures asked for; where that is more than a few, of those that a service is asked about first.
/// </summary>
internal static class EquityPage
{
    private const int MostCharts = 12;

    private static readonly string[] s_first =
    [
        "entered-high", "overridden", "official-step-up-of-low-first", "reliable-recovery", "reliable-deterioration", "first-treatment-6-weeks", "ended-before-treatment", "missed",
        "without-digital-access",
    ];

    internal static string Of(EquityTold told)
    {
        var page = new HtmlPage("Equity of stepped care")
            .Says($"{told.Heading}.")
            .Says(
                "A dot is a group's share, the line through it where it lies by chance (95 %), the upright line all groups together; the short mark is "
                + "England's figure of that group, 2024-25. Red differs from the group compared with beyond chance (points above it, and their interval): "
                + "one comparison in twenty looks so by chance alone, and none says why.")
            .Says(
                "Counts under 5 are withheld, and others where those would follow from them; the rest is to the nearest 5, and shares are worked out from "
                + "that. Of fewer than 20 no share is told. Definitions: docs/equity.md.");
        if (!told.HasData)
        {
            return page.Says("No data.").Markup;
        }

        foreach (var axis in told.Report.Axes)
        {
            Axis(page, axis);
        }

        return page.Markup;
    }

    private static void Axis(HtmlPage page, V1.AxisReport axis)
    {
        page.Heading(EquityTold.NameOf(axis));
        if (EquityTold.IsNotRecorded(axis))
        {
            page.Says(EquityTold.NotRecorded);
            return;
        }

        foreach (var measure in axis.Measures.Where(measure => (axis.Measures.Count <= MostCharts || s_first.Contains(measure.Measure)) && measure.Groups.Any(group => group.HasDenominator)))
        {
            page.Chart(measure.Title, IntervalChart.Of(measure), Numbers(measure), isEven: true);
        }

        if (axis.Measures.Count > MostCharts)
        {
            Everything(page, axis);
        }
    }

    private static HtmlTable Numbers(V1.MeasureByGroup measure)
    {
        var table = new HtmlTable("", HtmlHead.Words("Group"), HtmlHead.Number("Share"), HtmlHead.Number("Counts"), HtmlHead.Number("Difference (95 %)"));
        foreach (var group in measure.Groups)
        {
            table.Row(
                group.Name, HtmlCell.Number(GroupText.Share(group)), HtmlCell.Number(GroupText.Counts(group)),
                EquityTold.Differs(group) ? HtmlCell.WarningNumber(GroupText.Difference(group)) : HtmlCell.Number(GroupText.Difference(group)));
        }

        return table.Row("All groups", HtmlCell.Number(GroupText.Share(measure.All)), HtmlCell.Number(GroupText.Counts(measure.All)), HtmlCell.Text(""));
    }

    private static void Everything(HtmlPage page, V1.AxisReport axis)
    {
        var names = axis.Measures[0].Groups.Select(group => group.Name).ToList();
        var table = new HtmlTable($"{axis.Title}: every measure, share and counts", [HtmlHead.Words("Measure"), HtmlHead.Number("All groups"), .. names.Select(HtmlHead.Number)]);
        foreach (var measure in axis.Measures)
        {
            table.Row(measure.Title, [Cell(measure.All), .. measure.Groups.Select(Cell)]);
        }

        page.WideTable(table);
    }

    private static HtmlCell Cell(V1.GroupFigure group)
    {
        var counts = GroupText.Counts(group);
        var text = counts.Length == 0 || !group.HasValue ? GroupText.Share(group) : $"{GroupText.Share(group)} ({counts})";
        return EquityTold.Differs(group) ? HtmlCell.WarningNumber(text) : HtmlCell.Number(text);
    }
}
