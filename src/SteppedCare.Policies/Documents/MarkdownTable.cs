using System.Text;

namespace SteppedCare.Policies;

/// <summary>A table of Markdown, a row a line.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    internal MarkdownTable(params ReadOnlySpan<string> headings)
    {
        Row(headings);
        _text.Append('|').Insert(_text.Length, " --- |", headings.Length).Append('\n');
    }

    /// <summary>Cells are Markdown themselves; what would end one early is escaped.</summary>
    internal void Row(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            _text.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append(' ');
        }

        _text.Append("|\n");
    }

    public override string ToString() => _text.ToString();
}
