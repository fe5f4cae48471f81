using System.Buffers;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>
/// Comma-separated values (RFC 4180). Numbers are written without regard to where the reader lives, nothing as nothing. A text that a spreadsheet would take for
/// a formula gets an apostrophe before it, so that opening a file runs nothing; a number is never a text.
/// </summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> s_formula = SearchValues.Create("=+-@\t\r");

    internal static string Of<T>(IEnumerable<T> cells) => string.Join(',', cells.Select(cell => Written(cell))) + "\r\n";

    private static string Written(object? cell) => cell switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        string text => Quoted(text.Length > 0 && s_formula.Contains(text[0]) ? "'" + text : text),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{cell.GetType().Name} is not written into a cell."),
    };

    private static string Quoted(string text) => text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
