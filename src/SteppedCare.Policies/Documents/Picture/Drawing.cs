using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>Collects marks, and knows how a group of rules is set: sign and heading, then number and name a line, a note beneath.</summary>
internal sealed class Drawing
{
    internal const int Body = 13;
    private const int Note = 11;
    private const int SignWidth = 22;
    private const int NumberWidth = 26;

    private readonly List<Mark> _marks = [];

    internal ImmutableArray<Mark> Marks => [.. _marks];

    internal void Panel(Area area, string style, int strength = 100) => _marks.Add(new Mark.Panel(area, style, strength));

    internal void Stroke(string style, FormattableString path) => _marks.Add(new Mark.Stroke(FormattableString.Invariant(path), style));

    /// <returns>Where the next line may begin.</returns>
    internal int Text(int left, int top, int width, string text, int size = Body, bool isBold = false, string style = "ink")
    {
        foreach (var line in text.Length == 0 ? [] : Lettering.Wrap(text, size, isBold, width))
        {
            _marks.Add(new Mark.Line(left, top + size, line, size, isBold, style));
            top += size * 7 / 5;
        }

        return top;
    }

    /// <returns>Where the next group may begin.</returns>
    internal int Group(int left, int top, int width, PictureGroup group)
    {
        top = Heading(left, top, width, group) + 3;
        foreach (var rule in group.Rules)
        {
            top = Rule(left, top, width, rule) + 4;
        }

        return top + 10;
    }

    internal int Heading(int left, int top, int width, PictureGroup group)
    {
        Sign(group.Sign, left, top);
        return Text(left + SignWidth, top, width - SignWidth, group.Heading, isBold: true);
    }

    internal int Rule(int left, int top, int width, PictureRule rule)
    {
        Text(left, top, NumberWidth, rule.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : "\u2013", style: "soft");
        top = Text(left + NumberWidth, top, width - NumberWidth, rule.Name);
        return Text(left + NumberWidth, top, width - NumberWidth, rule.Note, Note, style: "soft");
    }

    /// <summary>An arrow along straight lines, its head at the end.</summary>
    internal void Arrow(string style, FormattableString shaft, int left, int top, int across, int down)
    {
        Stroke(style, shaft);
        Stroke(style, $"M {left - (across * 7) - (down * 5)},{top - (down * 7) - (across * 5)} L {left},{top} L {left - (across * 7) + (down * 5)},{top - (down * 7) + (across * 5)}");
    }

    private void Sign(PictureSign sign, int x, int y)
    {
        FormattableString path = sign switch
        {
            PictureSign.Up => $"M {x + 7},{y + 14} V {y + 2} M {x + 2},{y + 7} L {x + 7},{y + 2} L {x + 12},{y + 7}",
            PictureSign.Down => $"M {x + 7},{y + 2} V {y + 14} M {x + 2},{y + 9} L {x + 7},{y + 14} L {x + 12},{y + 9}",
            PictureSign.Stay => $"M {x + 1},{y + 8} H {x + 13} M {x + 8},{y + 3} L {x + 13},{y + 8} L {x + 8},{y + 13}",
            PictureSign.Out => $"M {x + 6},{y + 2} H {x + 1} V {y + 14} H {x + 6} M {x + 5},{y + 8} H {x + 14} M {x + 10},{y + 4} L {x + 14},{y + 8} L {x + 10},{y + 12}",
            PictureSign.In => $"M {x + 8},{y + 2} H {x + 13} V {y + 14} H {x + 8} M {x},{y + 8} H {x + 9} M {x + 5},{y + 4} L {x + 9},{y + 8} L {x + 5},{y + 12}",
            PictureSign.Person => $"M {x + 10},{y + 5} A 3 3 0 1 1 {x + 4},{y + 5} A 3 3 0 1 1 {x + 10},{y + 5} M {x + 1},{y + 15} C {x + 1},{y + 8} {x + 13},{y + 8} {x + 13},{y + 15}",
            _ => $"M {x + 13},{y + 8} A 6 6 0 1 1 {x + 1},{y + 8} A 6 6 0 1 1 {x + 13},{y + 8} M {x + 7},{y + 4} V {y + 8} H {x + 10}",
        };
        Stroke("sign", path);
    }
}
