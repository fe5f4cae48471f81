using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>A simulation as one page: what differs with bars, then what was decided.</summary>
internal static class SimulationPage
{
    internal static string Of(SimulationTold told)
    {
        var page = new HtmlPage("A simulated year of stepped care")
            .Says($"{told.Heading}.")
            .Says(SimulationTold.Caution)
            .Says(told.Reading)
            .Says("The line across a bar is England, 2024-25. Definitions: docs/reports.md.");
        page.Heading("What differs, worse first").WideTable(Table(told, told.Differences));
        if (told.Unmatched is { IsEmpty: false } unmatched)
        {
            page.Heading("What only one of them has").WideTable(Table(told, unmatched));
        }

        FidelityPage.Mixes(page, told.Report, told.Groups);
        page.Heading("What the generator assumes, and no evidence for a policy").WideTable(Table(told, told.Assumed));
        page.Heading("What is the same in the last two columns").WideTable(Table(told, told.Alike));
        return page.Markup;
    }

    private static HtmlTable Table(SimulationTold told, ImmutableArray<ComparedMeasure> measures)
    {
        var table = new HtmlTable(
            "",
            [
                HtmlHead.Words("Measure"),
                .. told.Groups.SelectMany(group => new[] { HtmlHead.Number(group.Name), HtmlHead.Words(""), HtmlHead.Number("Counts") }),
                HtmlHead.Words(""),
                HtmlHead.Number("England"),
            ]);
        foreach (var measure in measures)
        {
            table.Row(
                measure.First.Title,
                [
                    .. measure.Figures.SelectMany(figure => new[]
                    {
                        HtmlCell.Number(measure.TextOf(figure)),
                        HtmlCell.Picture(CellPictures.Of(figure)),
                        HtmlCell.Number(measure.CountsOf(figure)),
                    }),
                    measure.Verdict == Verdict.Worse ? HtmlCell.Warning(measure.VerdictText) : HtmlCell.Text(measure.VerdictText),
                    HtmlCell.Number(FigureText.NationalOf(measure.First)),
                ]);
        }

        return table;
    }
}
