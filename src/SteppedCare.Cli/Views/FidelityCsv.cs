using System.Globalization;
using System.Text;

namespace SteppedCare.Cli;

/// <summary>A report as comma-separated values (RFC 4180), one line a figure.</summary>
internal static class FidelityCsv
{
    internal static string Of(FidelityTold told)
    {
        var text = new StringBuilder("group,rule,measure,title,numerator,denominator,value,official,national\r\n");
        foreach (var (group, figure) in told.Report.Groups.SelectMany(group => group.Figures.Select(figure => (group, figure))))
        {
            text.AppendJoin(',', [
                Quoted(group.Name),
                Quoted(group.Rule),
                figure.Measure,
                Quoted(figure.Title),
                Number(figure.Numerator),
                Number(figure.Denominator),
                figure.HasValue ? figure.Value.ToString("R", CultureInfo.InvariantCulture) : "",
                figure.Official,
                figure.National is { } line ? line.Value.ToString("R", CultureInfo.InvariantCulture) : "",
            ]).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
