using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>What a revision measures people by, where it says so itself: its own numbers for questionnaires, and its expected-response curves.</summary>
internal static class NormsTables
{
    /// <summary>A policy's own numbers; null when it takes every instrument's.</summary>
    internal static MarkdownTable? Numbers(Rulebook book)
    {
        (NormRule Rule, string What)[] rows =
        [
            .. book.CasenessRules.Select(rule => (rule, $"a case from {Points(rule.Thousandths)}")),
            .. book.ReliableChangeRules.Select(rule => (rule, $"a change of {Points(rule.Thousandths)} is reliable")),
            .. book.FallbackRules.Select(rule => (rule, "GAD-7 stands in its place")),
        ];
        if (rows.Length == 0)
        {
            return null;
        }

        var table = new MarkdownTable("questionnaire", "in this revision", "where it comes from");
        foreach (var (rule, what) in rows.OrderBy(row => row.Rule.Instrument))
        {
            table.Row($"{Instrument.Of(rule.Instrument).Name} {rule.Version}".TrimEnd(), what, rule.Source.ToString());
        }

        return table;
    }

    /// <summary>Median and upper bound a session, "10 / 13"; null when there is no curve.</summary>
    internal static MarkdownTable? Curves(Rulebook book)
    {
        if (book.Curves.Count == 0)
        {
            return null;
        }

        int[] sessions = [.. book.Curves.SelectMany(curve => curve.Points).Select(point => point.Session).Distinct().Order()];
        var table = new MarkdownTable(["step", "PHQ-9 at its start", .. sessions.Select(session => string.Create(CultureInfo.InvariantCulture, $"session {session}")), "where it comes from"]);
        foreach (var curve in book.Curves)
        {
            table.Row(
            [
                book.Steps.LabelOf(curve.Step), string.Create(CultureInfo.InvariantCulture, $"{curve.From}-{curve.To}"),
                .. sessions.Select(session => curve.Points.FirstOrDefault(point => point.Session == session) is { } point
                    ? string.Create(CultureInfo.InvariantCulture, $"{point.Median} / {point.Upper}")
                    : ""),
                curve.Source.ToString(),
            ]);
        }

        return table;
    }

    private static string Points(int thousandths) => (thousandths / (decimal)FactCode.Thousand).ToString("0.###", CultureInfo.InvariantCulture);
}
