using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SteppedCare.Policies;

/// <summary>The questionnaires as tables of the documentation: what they are, the lines drawn on them, their codes, and which problem is measured by which.</summary>
internal static partial class InstrumentsText
{
    internal static string Tables() => string.Join('\n', Questionnaires(), Lines(), Codes(), Pairs());

    private static string Questionnaires() => Table(
        ["questionnaire", "in the contract", "version", "measures", "items", "total", "may be left out", "of note"],
        InstrumentCatalogue.All.Select(instrument => new[]
        {
            instrument.Name,
            $"`{ContractName("INSTRUMENT", instrument.Code)}`",
            instrument.Version.Length == 0 ? "" : $"`{instrument.Version}`",
            instrument.Measures,
            instrument.Items == 0 ? "told by its total alone" : Text($"{instrument.Items} of {instrument.ItemMin} to {instrument.ItemMax}"),
            Text($"{(instrument.IsMean ? "mean, " : "")}{instrument.TotalMin} to {instrument.TotalMax}"),
            instrument.Items == 0 ? "" : Text($"{instrument.MostUnanswered}"),
            SpecialItemOf(instrument),
        }));

    private static string Lines() => Table(
        ["questionnaire", "line", "from", "status", "source", "other numbers, not taken"],
        InstrumentCatalogue.All.SelectMany(instrument => new[] { Line(instrument, "case", instrument.Caseness), Line(instrument, "reliable change", instrument.ReliableChange) }));

    private static string Codes() => Table(
        ["questionnaire", "LOINC, total", "LOINC, items in order", "SNOMED CT, score"],
        InstrumentCatalogue.All.Where(instrument => instrument.LoincTotal is not null || instrument.Snomed is not null)
            .Select(instrument => new[] { instrument.Name, instrument.LoincTotal ?? "", string.Join(", ", instrument.LoincItems), instrument.Snomed ?? "" }));

    private static string Pairs() => Table(
        ["problem", "beside PHQ-9", "only where a policy sets the missing line"],
        Enum.GetValues<Problem>().Select(problem =>
        {
            var measures = PairedMeasure.OfficialFor(problem).Select(InstrumentCatalogue.VersionsOf).ToList();
            return new[]
            {
                problem == Problem.NoDescriptor ? "no descriptor, or a provisional one" : $"`{ContractName("PROBLEM", problem)}`",
                string.Join(", else ", measures.Append([Instrument.Gad7]).Select(versions => Either(versions.Where(Norms.Published.MayPair))).Where(either => either.Length > 0)),
                string.Join(", ", measures.SelectMany(versions => versions).Where(version => !Norms.Published.MayPair(version)).Select(Named)),
            };
        }));

    private static string[] Line(Instrument instrument, string line, Threshold? threshold) => threshold is null
        ? [Named(instrument), line, "none", "", "", ""]
        :
        [
            Named(instrument),
            line,
            Text($"{threshold.Thousandths / (decimal)FactCode.Thousand:0.###}"),
            threshold.Status.ToString().ToLowerInvariant(),
            threshold.Source,
            string.Join("; ", threshold.Conflicts.Select(conflict => $"{conflict.Value}: {conflict.Source}")),
        ];

    private static string SpecialItemOf(Instrument instrument) => (instrument.RiskItem, instrument.WorkItem) switch
    {
        ({ } risk, _) => Text($"item {risk} asks about risk and is never filled in: without it no total is claimed"),
        (_, { } work) => Text($"item {work} may not apply: then {instrument.Items - 1} items, at most {instrument.TotalMax - instrument.ItemMax}"),
        _ => "",
    };

    // Versions that are measured alike share their name, so that a pair is not told twice.
    private static string Either(IEnumerable<Instrument> versions) => string.Join(" or ", versions.Select(Named));

    private static string Named(Instrument instrument) =>
        instrument.Version.Length == 0 ? instrument.Name : $"{instrument.Name} `{instrument.Version}`";

    /// <summary>A member as the contract spells it: <c>IbsSss</c> is IBS_SSS, <c>Phq15</c> PHQ_15.</summary>
    private static string ContractName<T>(string list, T member)
        where T : struct, Enum => $"{list}_{WordInside().Replace(member.ToString(), "_$0").ToUpperInvariant()}";

    private static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend([.. head.Select(_ => "---")]).Prepend(head))
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<!^)([A-Z]|[0-9]+)")]
    private static partial Regex WordInside();
}
