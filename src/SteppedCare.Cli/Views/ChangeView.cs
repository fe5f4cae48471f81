using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Answers before and after, with how many people each change is about; less care first.</summary>
internal static class ChangeView
{
    internal static Grid Matrix(IEnumerable<V1.ChangeCell> cells, string before, string after) => new(
        ["call", before, after, "decisions", "people", "", "such as"],
        [
            .. cells.OrderByDescending(cell => cell.Lower).ThenBy(IsSame).ThenByDescending(cell => cell.Decisions).Select(cell => GridRow.Of(
                cell.Lower ? Tone.Bad : IsSame(cell) ? Tone.Faint : Tone.Plain,
                ContractWords.Of(cell.Call),
                ContractWords.Of(cell.OutcomeBefore, cell.StepBefore),
                ContractWords.Of(cell.OutcomeAfter, cell.StepAfter),
                cell.Decisions.ToString(CultureInfo.InvariantCulture),
                cell.Episodes == 0 ? "" : cell.Episodes.ToString(CultureInfo.InvariantCulture),
                ChangeOf(cell),
                cell.Samples.FirstOrDefault() ?? "")),
        ]);

    private static string ChangeOf(V1.ChangeCell cell) =>
        cell.LosesTasks ? "LOSES A TASK" : cell.Lower ? "LESS CARE" : cell.GainsTasks ? "a task more" : IsSame(cell) ? "same" : "changed";

    private static bool IsSame(V1.ChangeCell cell) => (cell.OutcomeBefore, cell.StepBefore) == (cell.OutcomeAfter, cell.StepAfter);
}
