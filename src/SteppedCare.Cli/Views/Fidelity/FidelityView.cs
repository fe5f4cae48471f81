using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A report on a terminal: a table a group, or a line of months a measure.</summary>
internal static class FidelityView
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const char Gap = '·';
    private const double LongestBar = 24;

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
            foreach (var mix in DecisionMix.Of(told.Report.Groups))
            {
                yield return new Line(mix.Title, Tone.Strong);
                yield return Months(told, mix);
            }

            yield break;
        }

        foreach (var group in told.Report.Groups)
        {
            yield return new Line(told.NameOf(group), Tone.Strong);
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
        ["call", "answer", "share", "times", ""],
        [.. DecisionMix.Of([group]).SelectMany(mix => mix.Parts.Select(part => (Part: part, Share: mix.ShareIn(group, part)))).Select(row => GridRow.Of(
            Tone.Plain,
            ContractWords.Of(row.Part.Call),
            DecisionMix.NameOf(row.Part),
            FigureText.Of(row.Share),
            row.Part.Count.ToString("N0", CultureInfo.InvariantCulture),
            new string('█', (int)Math.Round(LongestBar * row.Share.Value / 100))))]);

    private static Grid Months(FidelityTold told) => new(
        ["measure", $"{told.Asked.FromMonth} to {told.Asked.ToMonth}", "last", "counts", "England"],
        [
            .. told.Measures.Select(measure =>
            {
                var months = told.MonthsOf(group => group.Figures.FirstOrDefault(figure => figure.Measure == measure.Measure));
                return GridRow.Of(ToneOf(months[^1].Figure), measure.Measure, Sparkline(months), months[^1].Text, months[^1].Counts, FigureText.NationalOf(measure));
            }),
        ]);

    private static Grid Months(FidelityTold told, DecisionMix mix) => new(
        ["answer", $"{told.Asked.FromMonth} to {told.Asked.ToMonth}", "last", "counts"],
        [
            .. mix.Parts.Select(part =>
            {
                var months = told.MonthsOf(group => mix.ShareIn(group, part));
                return GridRow.Of(ToneOf(months[^1].Figure), DecisionMix.NameOf(part), Sparkline(months), months[^1].Text, months[^1].Counts);
            }),
        ]);

    // A month without data is a gap, not a low.
    private static string Sparkline(IReadOnlyList<FigureOfMonth> months)
    {
        var most = months.Where(month => month.HasData).Select(month => month.Figure!.Value).DefaultIfEmpty().Max();
        return string.Concat(months.Select(month => !month.HasData ? Gap : Heights[most <= 0 ? 0 : (int)Math.Round((Heights.Length - 1) * month.Figure!.Value / most)]));
    }

    private static Tone ToneOf(V1.MeasuredFigure? figure) => figure is not { HasValue: true } ? Tone.Faint
        : FigureOfService.IsFar(figure) ? Tone.Warning
        : Tone.Plain;
}
