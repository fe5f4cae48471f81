using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Plain text: the same bytes for the same answer, whatever it is piped into.</summary>
internal sealed class PlainWriter(TextWriter output) : IBlockWriter
{
    private const string Gap = "  ";

    public void Write(Block block)
    {
        switch (block)
        {
            case Line line:
                Write(new string(' ', line.Indent * 2) + line.Text);
                break;
            case Grid grid:
                Write(grid);
                break;
            case Excerpt excerpt:
                Write(excerpt);
                break;
            case Listing listing:
                Write(listing.Text);
                break;
        }
    }

    private void Write(Grid grid)
    {
        var widths = grid.Head.Select((head, column) => grid.Rows.Select(row => row.Cells[column].Length).Append(head.Length).Max()).ToList();
        foreach (var cells in grid.Rows.Select(row => row.Cells).Prepend(grid.Head))
        {
            Write(Gap + string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))));
        }
    }

    private void Write(Excerpt excerpt)
    {
        var margin = string.Create(CultureInfo.InvariantCulture, $"    {excerpt.Number} | ");
        Write(margin + excerpt.Source);
        if (excerpt.Column > 0)
        {
            Write(new string(' ', margin.Length) + CaretLine.Of(excerpt));
        }
    }

    // Line ends are the same everywhere, as in the files that some of this is pasted into.
    private void Write(string text) => output.Write(string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())) + "\n");
}
