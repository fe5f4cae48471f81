using System.Globalization;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>Facts as people write them: by name, in a vignette, and as a table in the documentation.</summary>
internal static class FactsText
{
    /// <summary>What is known, as <c>{Phq9: 16, Risk.Plan: yes}</c>: ready to be pasted into a case.</summary>
    internal static string Of(Facts facts) =>
        $"{{{string.Join(", ", FactTable.All.Where(row => facts[row.Number] != FactCode.Unknown).Select(row => $"{row.Name}: {row.Show(facts[row.Number])}"))}}}";

    /// <summary>Every fact with its kind, range and what absence means, as a Markdown table.</summary>
    internal static string Table()
    {
        var text = new StringBuilder("| fact | number | kind | values | absent | seen by |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in FactTable.All)
        {
            var values = row.Kind switch
            {
                FactKind.Truth => "yes, no",
                FactKind.Choice => string.Join(", ", Enum.GetNames(row.ChoiceType!)),
                _ => $"{row.Show(row.Least)} to {row.Show(row.Most)}",
            };
            text.Append(CultureInfo.InvariantCulture, $"| `p.{row.Name}` | {(int)row.Number} | {row.Kind.ToString().ToLowerInvariant()} | {values} | {AbsenceOf(row)} | {SeenBy(row)} |\n");
        }

        return text.ToString();
    }

    private static string AbsenceOf(FactRow row) => row.Absence switch
    {
        Absence.Stated => "not stated: reads as 0 or no",
        Absence.Assigned => "none: a known value",
        Absence.Seldom => "no",
        Absence.Access => "unknown: adjusts the format as a no does",
        _ => "unknown",
    };

    private static string SeenBy(FactRow row) => (Sees(typeof(TriageCase), row), Sees(typeof(ReviewCase), row)) switch
    {
        (true, true) => "every rule",
        (true, false) => "triage",
        _ => "review",
    };

    private static bool Sees(Type type, FactRow row) => FactTable.RowsOf(type).Any(seen => seen.Number == row.Number);
}
