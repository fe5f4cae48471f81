using System.Globalization;
using Spectre.Console;

namespace SteppedCare.Cli;

/// <summary>A terminal: colour where it has any, tables with lines.</summary>
internal sealed class TerminalWriter(IAnsiConsole console) : IBlockWriter
{
    private const int WidestLine = 1 << 16;

    public void Write(Block block)
    {
        switch (block)
        {
            case Line line:
                WriteLine(new string(' ', line.Indent * 2) + line.Text, StyleOf(line.Tone));
                break;
            case Grid grid:
                Write(grid);
                break;
            case Excerpt excerpt:
                WriteAsItStands(() => Write(excerpt));
                break;
            case Listing listing:
                WriteAsItStands(() => WriteLine(listing.Text.TrimEnd('\n'), StyleOf(Tone.Faint)));
                break;
        }
    }

    internal static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };

    private void Write(Grid grid)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var head in grid.Head)
        {
            table.AddColumn(new TableColumn(new Text(head, StyleOf(Tone.Strong))));
        }

        foreach (var row in grid.Rows)
        {
            table.AddRow(row.Cells.Select(cell => new Text(cell, StyleOf(row.Tone))));
        }

        console.Write(table);
    }

    private void Write(Excerpt excerpt)
    {
        var margin = string.Create(CultureInfo.InvariantCulture, $"    {excerpt.Number} | ");
        console.Write(new Text(margin, StyleOf(Tone.Faint)));
        WriteLine(excerpt.Source, Style.Plain);
        if (excerpt.Column > 0)
        {
            console.Write(new Text(new string(' ', margin.Length)));
            WriteLine(CaretLine.Of(excerpt), StyleOf(Tone.Bad));
        }
    }

    // What is pasted, and what a caret stands under, is broken by the terminal alone, never by us.
    private void WriteAsItStands(Action write)
    {
        var width = console.Profile.Width;
        console.Profile.Width = WidestLine;
        write();
        console.Profile.Width = width;
    }

    private void WriteLine(string text, Style style)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
