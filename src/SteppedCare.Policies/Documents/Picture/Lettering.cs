using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// How wide a text is, whatever sans-serif font the reader has: the widths of DejaVu Sans, one of the widest that systems fall back to. What fits by these
/// fits in Arial, Segoe and their like.
/// </summary>
internal static class Lettering
{
    private const double Bold = 1.12;

    /// <summary>In pixels.</summary>
    internal static double WidthOf(string text, int size, bool isBold) => text.Sum(WidthOf) * size * (isBold ? Bold : 1);

    /// <summary>Broken at spaces; a word that is too long for a line after its hyphens, and where that does not do, anywhere.</summary>
    internal static ImmutableArray<string> Wrap(string text, int size, bool isBold, double width)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = line.Length == 0 ? "" : " ";
            foreach (var part in WidthOf(word, size, isBold) <= width ? [word] : PartsOf(word, size, isBold, width))
            {
                if (line.Length > 0 && WidthOf(line + separator + part, size, isBold) > width)
                {
                    lines.Add(line);
                    (line, separator) = ("", "");
                }

                (line, separator) = (line + separator + part, "");
            }
        }

        lines.Add(line);
        return lines.DrainToImmutable();
    }

    private static IEnumerable<string> PartsOf(string word, int size, bool isBold, double width)
    {
        var begin = 0;
        for (var end = 1; end <= word.Length; end++)
        {
            if (end == word.Length || word[end - 1] == '-' || WidthOf(word[begin..(end + 1)], size, isBold) > width)
            {
                yield return word[begin..end];
                begin = end;
            }
        }
    }

    // In parts of the letter size.
    private static double WidthOf(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '\'' or '|' => 0.28,
        ' ' or '.' or ',' or ':' or ';' or '!' => 0.34,
        'f' or 't' or 'r' or '-' or '(' or ')' or '[' or ']' or '/' or '"' => 0.42,
        'I' or 'J' => 0.3,
        's' or 'c' or 'z' => 0.55,
        'm' or 'w' or 'M' or 'W' or '%' => 0.99,
        >= 'A' and <= 'Z' => 0.78,
        _ => letter < 128 ? 0.64 : 1,
    };
}
