using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A report on equity on a terminal: the measures asked for, group by group; where none was, the widest gaps of every axis.</summary>
internal static class EquityView
{
    private const int MostGaps = 10;
    private const double LongestBar = 20;

    internal static IEnumerable<Block> Of(EquityTold told)
    {
        yield return new Line(told.Heading, Tone.Strong);
        if (!told.HasData)
        {
            yield return new Line("No data.");
            yield break;
        }

        yield return new Line("Counts under 5 are withheld, and others where those would follow from them; the rest is to the nearest 5. Of fewer than 20 no share is told.");
        foreach (var axis in told.Report.Axes)
        {
            yield return new Line(EquityTold.NameOf(axis), Tone.Strong);
            foreach (var block in told.Asked.Measures.Count == 0 ? Gaps(axis) : axis.Measures.SelectMany(Groups))
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> Groups(V1.MeasureByGroup measure)
    {
        yield return new Line($"{measure.Title}: {GroupText.Share(measure.All)} of all", Indent: 1);
        yield return new Grid(
            ["group", "", "share", "95 %", "counts", "difference", "England"],
            [
                .. measure.Groups.Select(group => GridRow.Of(
                    EquityTold.Differs(group) ? Tone.Warning : group.HasValue ? Tone.Plain : Tone.Faint,
                    group.Name, Bar(group), GroupText.Share(group), GroupText.Interval(group), GroupText.Counts(group), GroupText.Difference(group), GroupText.National(group))),
            ]);
    }

    private static IEnumerable<Block> Gaps(V1.AxisReport axis)
    {
        if (EquityTold.IsNotRecorded(axis))
        {
            yield return new Line(EquityTold.NotRecorded, Tone.Faint, 1);
            yield break;
        }

        var (gaps, comparisons) = (EquityTold.GapsOf(axis).ToList(), EquityTold.ComparisonsOf(axis));
        if (gaps.Count == 0)
        {
            yield return new Line(comparisons == 0 ? "Nothing to compare: too few people, or withheld." : $"No difference beyond chance in {Comparisons(comparisons)}.", Tone.Faint, 1);
            yield break;
        }

        yield return new Grid(
            ["measure", "group", "share", "counts", "difference"],
            [
                .. gaps.Take(MostGaps).Select(gap => GridRow.Of(
                    Tone.Plain,
                    gap.Measure.Measure,
                    gap.Group.Name,
                    GroupText.Share(gap.Group),
                    GroupText.Counts(gap.Group),
                    GroupText.Difference(gap.Group))),
            ]);
        var shown = gaps.Count > MostGaps ? $", the widest {MostGaps} here" : "";
        yield return new Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{gaps.Count} {(gaps.Count == 1 ? "difference" : "differences")} beyond chance in {Comparisons(comparisons)}{shown}; one comparison in twenty looks so by chance alone."),
            Tone.Faint,
            1);
    }

    private static string Comparisons(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "comparison" : "comparisons")}");

    private static string Bar(V1.GroupFigure group) => group.HasValue ? new string('█', (int)Math.Round(LongestBar * Math.Clamp(group.Value, 0, 100) / 100)) : "";
}
