using System.Text;

namespace SteppedCare.Cli;

/// <summary>A table of a page. The first column names its row.</summary>
internal sealed class HtmlTable
{
    private readonly StringBuilder _markup = new("<table>");

    /// <param name="caption">What it is, read out before it; shown as well.</param>
    /// <param name="heads">One a column; empty where the column shows what stands in words beside it.</param>
    internal HtmlTable(string caption, params ReadOnlySpan<HtmlHead> heads)
    {
        if (caption.Length > 0)
        {
            _markup.Append("<caption>").Append(Html.Safe(caption)).Append("</caption>");
        }

        _markup.Append("<thead><tr>");
        foreach (var head in heads)
        {
            _markup.Append(head.IsNumber ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Append(Html.Safe(head.Text)).Append("</th>");
        }

        _markup.Append("</tr></thead><tbody>");
    }

    internal string Markup => _markup + "</tbody></table>";

    internal HtmlTable Row(string name, params ReadOnlySpan<HtmlCell> cells)
    {
        _markup.Append("<tr><th scope=\"row\">").Append(Html.Safe(name)).Append("</th>");
        foreach (var cell in cells)
        {
            _markup.Append(cell.Markup);
        }

        _markup.Append("</tr>");
        return this;
    }
}

/// <summary>The head of a column.</summary>
/// <param name="Text">What the column holds.</param>
/// <param name="IsNumber">Numbers stand below it.</param>
internal readonly record struct HtmlHead(string Text, bool IsNumber)
{
    internal static HtmlHead Words(string text) => new(text, IsNumber: false);

    internal static HtmlHead Number(string text) => new(text, IsNumber: true);
}

/// <summary>A cell of a table.</summary>
internal readonly record struct HtmlCell(string Markup)
{
    internal static HtmlCell Text(string text) => new($"<td>{Html.Safe(text)}</td>");

    /// <summary>Its digits stand under those of its neighbours.</summary>
    internal static HtmlCell Number(string text) => new($"<td class=\"n\">{Html.Safe(text)}</td>");

    /// <summary>Something to look into.</summary>
    internal static HtmlCell Warning(string text) => new($"<td class=\"warn\">{Html.Safe(text)}</td>");

    /// <summary>A number to look into.</summary>
    internal static HtmlCell WarningNumber(string text) => new($"<td class=\"n warn\">{Html.Safe(text)}</td>");

    /// <summary>How a row's part looks in the chart.</summary>
    internal static HtmlCell Key(string markup) => new($"<td class=\"key\">{markup}</td>");

    internal static HtmlCell Picture(string markup) => new($"<td class=\"picture\">{markup}</td>");
}
