using System.Globalization;
using Step = SteppedCare.V1.Step;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Mix;

/// <summary>A column: what is shown at its head, and everybody it is about.</summary>
internal sealed record Column(string Head, IReadOnlyList<Advised> People);

/// <summary>A table in Markdown whose cells are shares of a column's people, in per cent with one decimal.</summary>
internal sealed class Table(TextWriter output, params IReadOnlyList<Column> columns)
{
    private bool _published;

    /// <param name="title">What the rows are about.</param>
    /// <param name="published">True to end each row with what was published.</param>
    internal async Task HeadAsync(string title, bool published = false)
    {
        _published = published;
        var heads = columns.Select(column => column.Head).Concat(published ? ["published"] : []).ToArray();
        await output.WriteLineAsync();
        await output.WriteLineAsync($"| {title} | {string.Join(" | ", heads)} |");
        await output.WriteLineAsync($"| --- | {string.Join(" | ", heads.Select(_ => "---:"))} |");
    }

    internal Task CountAsync(string label, string published = "") =>
        RowAsync(label, people => people.Count.ToString(CultureInfo.InvariantCulture), published);

    /// <summary>The part of a column's people, or of those of them who are within.</summary>
    internal Task ShareAsync(string label, Func<Advised, bool> part, Func<Advised, bool>? within = null, string published = "") =>
        RowAsync(label, people => Share(people, part, within), published);

    /// <summary>The same, where there is anybody in it: most tables have no use for most outcomes.</summary>
    internal Task ShareIfAnyAsync(string label, Func<Advised, bool> part, Func<Advised, bool>? within = null) =>
        columns.Any(column => column.People.Any(part)) ? ShareAsync(label, part, within) : Task.CompletedTask;

    /// <summary>How many of the one there are to each of the other.</summary>
    internal Task RatioAsync(string label, Func<Advised, bool> one, Func<Advised, bool> other, string published = "") =>
        RowAsync(label, people => Ratio(people.Count(one), people.Count(other)), published);

    internal Task RowAsync(string label, Func<IReadOnlyList<Advised>, string> cell, string published = "")
    {
        var cells = columns.Select(column => cell(column.People)).Concat(_published ? [published] : []);
        return output.WriteLineAsync($"| {label} | {string.Join(" | ", cells)} |");
    }

    /// <summary>Where care begins, step by step.</summary>
    internal async Task EntriesAsync(Func<Advised, bool>? within)
    {
        foreach (var step in new[] { Step.Monitor, Step.Low, Step.High, Step.Specialist })
        {
            await ShareIfAnyAsync($"ENTER {Word(step)}", person => person.Entered(step), within);
        }
    }

    /// <summary>The work that risk makes.</summary>
    internal async Task RiskAsync()
    {
        await ShareAsync("a task about risk", person => person.Risk);
        await ShareAsync("ASK_RISK, nobody answered", person => person.AskRisk);
        await ShareAsync("RISK_FIRST", person => person.RiskFirst);
    }

    /// <summary>Empty where there is nobody to speak of.</summary>
    internal static string Percent(double part, double whole) => whole > 0 ? (100 * part / whole).ToString("F1", CultureInfo.InvariantCulture) : "";

    /// <summary>As the contract spells it.</summary>
    internal static string Word(Enum word) =>
        string.Concat(word.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static string Share(IReadOnlyList<Advised> people, Func<Advised, bool> part, Func<Advised, bool>? within = null)
    {
        var whole = within is null ? people : [.. people.Where(within)];
        return Percent(whole.Count(part), whole.Count);
    }

    private static string Ratio(double one, double other) => other > 0 ? (one / other).ToString("F2", CultureInfo.InvariantCulture) : "";
}
