using System.Text;

namespace SteppedCare.Cli;

/// <summary>How records become lines.</summary>
/// <param name="Name">Of the form.</param>
/// <param name="Header">What a new file begins with.</param>
/// <param name="LineOf">A record as a line, its end with it.</param>
internal sealed record ExportForm(string Name, string Header, Func<V1.ExportRecord, string> LineOf)
{
    internal static ExportForm JsonLines { get; } = new("jsonl", "", AnswerJson.LineOf);

    internal static ExportForm Csv { get; } = new("csv", CsvLine.Of(ExportSheet.Columns), record => CsvLine.Of(ExportSheet.Row(record)));

    internal string LinesOf(IEnumerable<V1.ExportRecord> records) => records.Aggregate(new StringBuilder(), (lines, record) => lines.Append(LineOf(record))).ToString();
}
