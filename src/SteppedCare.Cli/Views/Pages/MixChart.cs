using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>Parts of a whole, side by side in a bar a row, each with the colour that the table beside it names.</summary>
internal static class MixChart
{
    private const double Width = 640, Left = 150, Right = 10, Top = 6;

    // More rows than that stand closer.
    private const int Many = 20;

    // How the parts look, in order, as the page's style has it; the last is of all that come after.
    private static readonly ImmutableArray<string> s_colours = ["a", "c", "e", "d", "b", "f", "i", "g", "h", "j"];

    /// <summary>The look of the part at that place.</summary>
    internal static string ColourOf(int place) => s_colours[Math.Min(place, s_colours.Length - 1)];

    /// <summary>The look of a part, for the row that names it.</summary>
    internal static string Key(int place) => new Drawing(12, 12, "").Box(ColourOf(place), 0, 0, 12, 12).Markup;

    /// <param name="title">What is divided.</param>
    /// <param name="parts">Their names.</param>
    /// <param name="rows">Each with how many of each part.</param>
    internal static Drawing Of(string title, IReadOnlyList<string> parts, IReadOnlyList<(string Name, IReadOnlyList<long> Counts)> rows)
    {
        var (high, gap) = rows.Count > Many ? (10.0, 3.0) : (20.0, 8.0);
        var drawing = new Drawing(Width, Top + ((high + gap) * rows.Count), $"{title}: {string.Join(", ", parts)}; the table beside has the numbers");
        foreach (var (place, row) in rows.Index())
        {
            var y = Top + ((high + gap) * place);
            drawing.Words(Left - 10, y + (high / 2) + 4, row.Name, Anchor.End);
            var whole = (double)row.Counts.Sum();
            var x = Left;
            if (whole <= 0)
            {
                drawing.Words(Left, y + (high / 2) + 4, "no data");
            }

            for (var part = 0; part < parts.Count && whole > 0; part++)
            {
                var wide = (Width - Left - Right) * row.Counts[part] / whole;
                if (wide > 0)
                {
                    drawing.Box(ColourOf(part), x, y, wide, high, $"{row.Name}, {parts[part]}: {ShareText.Of(row.Counts[part], (long)whole)}");
                    x += wide;
                }
            }
        }

        return drawing;
    }
}
