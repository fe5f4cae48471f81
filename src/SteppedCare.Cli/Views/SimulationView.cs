using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>A simulation on a terminal: what differs, worse first, what only one of the columns has, and apart from both what is assumed.</summary>
internal static class SimulationView
{
    private const int Width = 12;

    internal static IEnumerable<Block> Of(SimulationTold told)
    {
        yield return new Line(told.Heading, Tone.Strong);
        yield return new Line(SimulationTold.Caution);
        yield return new Line(told.Reading);
        yield return Table(told, told.Differences);
        if (told.Unmatched is { IsEmpty: false } unmatched)
        {
            yield return new Line("What only one of them has:", Tone.Strong);
            yield return Table(told, unmatched);
        }

        yield return new Line("What the generator assumes, and no evidence for a policy:", Tone.Strong);
        yield return Table(told, told.Assumed);
        yield return new Line($"{told.Alike.Length} measures are the same in the last two columns. docs/reports.md says what each counts.", Tone.Faint);
    }

    private static Grid Table(SimulationTold told, ImmutableArray<ComparedMeasure> measures) => new(
        ["measure", .. told.Groups.SelectMany(group => new[] { group.Name, "" }), "", "England"],
        [
            .. measures.Select(measure => new GridRow(
                measure.Verdict switch { Verdict.Worse => Tone.Bad, Verdict.Better => Tone.Good, _ => Tone.Plain },
                [
                    measure.First.Measure,
                    .. measure.Figures.SelectMany(figure => new[] { measure.TextOf(figure), Bar(figure) }),
                    measure.VerdictText,
                    FigureText.NationalOf(measure.First),
                ])),
        ]);

    // Of a share, from 0 to 100 %.
    private static string Bar(V1.MeasuredFigure figure) =>
        figure.HasValue && figure.Form == V1.MeasureForm.Share ? new string('█', (int)Math.Round(Width * figure.Value / 100)).PadRight(Width, '·') : "";
}
