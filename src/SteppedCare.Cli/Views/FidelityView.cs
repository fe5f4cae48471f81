using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A report on a terminal: a table a group, or a line of months a measure.</summary>
internal static class FidelityView
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    internal static IEnumerable<Block> Of(FidelityTold told)
    {
        yield return new Line(told.Heading, Tone.Strong);
        if (told.Report.Groups.Count == 0)
        {
            yield return new Line("No data.");
            yield break;
        }

        if (told.IsByMonth)
        {
            yield return Months(told);
            yield break;
        }

        foreach (var group in told.Report.Groups)
        {
            yield return new Line(FidelityTold.NameOf(group), Tone.Strong);
            yield return Figures(group);
            if (group.Answers.Count > 0)
            {
                yield return Answers(group);
            }

            foreach (var concern in group.Concerns)
            {
                yield return new Line(concern, Tone.Warning, 1);
            }
        }
    }

    private static Grid Figures(V1.ReportGroup group) => new(
        ["measure", "", "counts", "England", "in words"],
        [.. group.Figures.Select(figure => GridRow.Of(ToneOf(figure), figure.Measure, FigureText.Of(figure), FigureText.CountsOf(figure), FigureText.NationalOf(figure), figure.Title))]);

    private static Grid Answers(V1.ReportGroup group) => new(
        ["call", "answer", "times", ""],
        [
            .. group.Answers.Select(answer => GridRow.Of(
                Tone.Plain,
                ContractWords.Of(answer.Call),
                ContractWords.Of(answer.Outcome, answer.Step),
                answer.Count.ToString("N0", CultureInfo.InvariantCulture),
                new string('█', (int)Math.Round(20.0 * answer.Count / group.Answers.Where(other => other.Call == answer.Call).Max(other => other.Count))))),
        ]);

    private static Grid Months(FidelityTold told) => new(
        ["measure", $"{told.Report.Groups[0].Name} to {told.Report.Groups[^1].Name}", "last", "counts", "England"],
        [
            .. told.Measures.Select(measure =>
            {
                var months = told.Report.Groups.Select(group => group.Figures.First(figure => figure.Measure == measure.Measure)).ToList();
                return GridRow.Of(
                    ToneOf(months[^1]), measure.Measure, Sparkline(months), FigureText.Of(months[^1]), FigureText.CountsOf(months[^1]), FigureText.NationalOf(measure));
            }),
        ]);

    // A month without data is a gap, not a low.
    private static string Sparkline(IReadOnlyList<V1.MeasuredFigure> months)
    {
        var most = months.Where(month => month.HasValue).Select(month => month.Value).DefaultIfEmpty().Max();
        return string.Concat(months.Select(month => !month.HasValue ? ' ' : Heights[most <= 0 ? 0 : (int)Math.Round((Heights.Length - 1) * month.Value / most)]));
    }

    private static Tone ToneOf(V1.MeasuredFigure figure) => !figure.HasValue ? Tone.Faint
        : Charts.IsFar(figure) ? Tone.Warning
        : Tone.Plain;
}
