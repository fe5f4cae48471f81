using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>The rules of a revision as tables that a clinician can read. Every rule stands in them once, with its reason and where it comes from.</summary>
internal sealed class DecisionTables
{
    private readonly Rulebook _book;
    private readonly FrozenDictionary<(string Word, string Name), Formula> _formulas;
    private readonly RuleWords _rules;
    private readonly ConditionWords _conditions;
    private readonly StringBuilder _text = new();

    private DecisionTables(PolicyRevision revision)
    {
        _book = revision.Book;
        _formulas = revision.Manifest.Formulas();
        _rules = new RuleWords(_book);
        _conditions = new ConditionWords(_book.Steps);
    }

    internal static string Of(PolicyRevision revision)
    {
        var tables = new DecisionTables(revision);
        tables.AddTimes();
        tables.AddSafety();
        tables.AddStepping("Triage, in order", "Where does care begin? The first line that fits decides.", [.. tables._book.TriageRules]);
        tables.AddStepping("Review, in order", "What happens next? The first line that fits decides.", [.. tables._book.ReviewRules]);
        tables.AddFormats();
        tables.AddNorms();
        tables.AddNames();
        return tables._text.ToString();
    }

    private void AddTimes()
    {
        if (_book.ReviewAtRules.Count > 0)
        {
            var points = new MarkdownTable("step", "sessions attended at it", "or days since it began");
            foreach (var point in _book.ReviewAtRules)
            {
                points.Row(_rules.Ladder.LabelOf(point.Step), Number(point.Sessions), Number(point.WithinDays));
            }

            Add("When to look again", "A review is due after so many sessions or so many days, whichever comes first.", points);
        }

        if (_book.WatchRules.Count > 0)
        {
            var watches = new MarkdownTable("name", "what is counted", "somebody looks at", "what a person does", "by when", "why", "where it comes from");
            foreach (var watch in _book.WatchRules)
            {
                watches.Row(
                    Code(watch.Name), _rules.Counted(watch), string.Join(", ", watch.Thresholds.Select(Number)), TimeBoxes.ActOf(watch.Task), RuleWords.Due(watch.Task),
                    watch.Reason ?? "", string.Join("; ", watch.Source.Citations));
            }

            Add("Waits that are watched", "Somebody looks each time a count reaches one of these numbers; 0 is at once. Sessions are looked at on the morning after.", watches);
        }
    }

    private void AddSafety()
    {
        var table = new MarkdownTable("rule", "who", "what a person does", "by when", "why", "where it comes from");
        foreach (var rule in _book.SafetyRules)
        {
            table.Row(
                Code(rule.Name), Condition(rule),
                Lines(rule.Act, rule.IfUnknown == TaskKind.None ? "" : $"*if nobody knows:* {TimeBoxes.ActOf(rule.IfUnknown)}, {RuleWords.Due(rule.IfUnknown)}"),
                Lines($"**{RuleWords.Due(rule.Task)}**", rule.PutsRiskFirst ? "risk first" : "", Marked(rule)), rule.Reason, rule.Source.ToString());
        }

        Add("Safety", "All of them, always, beside the recommendation. None is a level of risk, and none moves, holds back or ends care. *Risk first*: the task comes before the step, which stands beneath it for after.", table);
    }

    private void AddStepping(string heading, string lead, IReadOnlyList<ISteppingRule> rules)
    {
        var table = new MarkdownTable("no.", "rule", "who", "recommendation", "why", "where it comes from");
        for (var place = 0; place < rules.Count; place++)
        {
            var rule = rules[place];
            table.Row(
                Number(place + 1), Code(rule.Rule.Name), Condition(rule.Rule), Lines([$"**{_rules.Outcome(rule)}**", _rules.NextLook(rule), .. RuleWords.Beside(rule)]),
                rule.Rule.Reason, rule.Rule.Source.ToString());
        }

        Add(heading, $"{lead} A missing answer is not a no: where one in a line above could have changed the answer, the reply says \"insufficient data\" and names it.", table);
    }

    private void AddFormats()
    {
        var table = new MarkdownTable("rule", "who", "not by", "rather by", "why", "where it comes from");
        foreach (var rule in _book.AdjustRules)
        {
            table.Row(Code(rule.Name), Condition(rule), Words(rule.Excludes), Lines(Words(rule.Prefers), Marked(rule)), rule.Reason, rule.Source.ToString());
        }

        if (_book.AdjustRules.Count > 0)
        {
            Add("Format", "All of them; the step stays. What nobody asked changes the format too, unless the line says how it counts.", table);
        }
    }

    private void AddNorms()
    {
        if (NormsTables.Numbers(_book) is { } numbers)
        {
            Add("Measured otherwise here", "Where sources disagree this revision decides; every other number is the questionnaire's own.", numbers);
        }

        if (NormsTables.Curves(_book) is { } curves)
        {
            Add(
                "Expected response",
                "PHQ-9 at each session, median / upper bound; the last session's stands for those after it. Above the bound is a word for supervision and never moves a step by itself.",
                curves);
        }
    }

    private void AddNames()
    {
        var names = _book.Rules.SelectMany(rule => ConditionWords.NamesIn(FormulaOf(rule))).DistinctBy(named => (named.Name, FormulaText.Write(named.Meaning))).ToList();
        if (names.Count > 0)
        {
            var table = new MarkdownTable("words", "meaning");
            foreach (var named in names.OrderBy(named => PlainWords.Of(named.Name), StringComparer.Ordinal))
            {
                table.Row(ConditionWords.NameOf(named), _conditions.Of(named.Meaning));
            }

            Add("What the words in italics mean", "Conditions that this revision gives a name to. *Not known counts as no*: an answer that nobody has decides nothing here.", table);
        }
    }

    private void Add(string heading, string lead, MarkdownTable table) => _text.Append(CultureInfo.InvariantCulture, $"### {heading}\n\n{lead}\n\n{table}\n");

    private string Condition(Rule rule) => _conditions.Of(FormulaOf(rule));

    private Formula FormulaOf(Rule rule) => _formulas[(rule.Kind.ToString(), rule.Name)];

    private static string Lines(params ReadOnlySpan<string> lines) => string.Join("<br>", lines.ToArray().Where(line => line.Length > 0));

    private static string Marked(Rule rule) => rule.Flags.Count == 0 ? "" : $"marked: {Words(rule.Flags)}";

    private static string Words<T>(IEnumerable<T> members)
        where T : struct, Enum => string.Join(", ", members.Distinct().Select(member => PlainWords.Of(member)));

    private static string Code(string name) => $"`{name}`";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
