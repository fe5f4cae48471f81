using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>Small policies and invariants as their authors would write them, over scores, outcomes, sessions and risk. The same seed writes the same.</summary>
internal sealed class RandomPolicies(int seed)
{
    private const string Because = """.Because("That is how we work", Judgement("our working rules"));""";

    private static readonly string[] s_everywhere = ["Phq9", "Phq9", "Gad7", "Wsas", "Item9", "LastAnsweredItem9", "MissedInARow", "AttendedTreatments"];

    private static readonly string[] s_inCare =
    [
        "Phq9Start", "Phq9Fall", "Phq9FallSinceLast", "Gad7Start", "Gad7Fall", "Gad7FallSinceLast", "WsasStart", "WsasFall", "WsasFallSinceLast", "AttendedAtStep",
    ];

    private static readonly string[] s_truths = ["AtCaseness", "AtCaseness", "Item9Rise", "RiskReviewed", "Risk.Plan", "Risk.SelfHarm", "Risk.Ideation", "RapidFunctionalDecline"];

    private static readonly string[] s_truthsInCare =
    [
        "StartedAtCaseness", "ReliableImprovement", "ReliableDeterioration", "ConflictingChange", "Recovery", "ReliableRecovery", "NoResponse", "PartialResponse", "SharpWorsening",
        "Unpaired", "WantsToStop",
    ];

    private static readonly string[] s_ends = ["Continue()", "Discharge()", "StepUp(within: Days(14))", "StepDown(within: Days(14))", "AskClinician(within: Days(7))"];

    private static readonly string[] s_expected =
    [
        "!d.LeansTo(Discharge)", "!d.LeansTo(Continue)", "d.IsHuman", "d.Raises(SameDay) || d.Recommends(Continue)", "d.RiskFirst || !d.LeansTo(StepDown)", "!d.Recommends(Discharge) || !d.RaisesAnything",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The rules of one policy, each a line, to be joined.</summary>
    internal List<string> Rules()
    {
        var rules = new List<string>
        {
            $"Safety(\"risk\").When(p => {Condition(isInCare: false, 1)}).IfUnknown(AskRisk).Raise(SameDay, \"A clinician calls today\"){(_random.Next(2) == 0 ? ".RiskFirst()" : "")}{Because}",
            $"Adjust(\"screen\").When(p => {Condition(isInCare: false, 1)}).Exclude(Digital){Because}",
        };
        rules.AddRange(Enumerable.Range(0, _random.Next(1, 3)).Select(place => $"Triage(\"triage-{place}\").When(p => {Condition(isInCare: false, 2)}).Enter({Any(["Monitor", "Low", "High"])}){Because}"));
        rules.AddRange(Enumerable.Range(0, _random.Next(1, 5)).Select(place => $"Review(\"review-{place}\").When(p => {Condition(isInCare: true, 2)}).{Any(s_ends)}{Because}"));
        rules.Add(_random.Next(4) > 0 ? $"Triage(\"start\").Otherwise().Enter(Low){Because}" : $"Triage(\"start\").When(p => {Condition(isInCare: false, 1)}).Enter(Low){Because}");
        rules.Add(_random.Next(4) > 0 ? $"Review(\"stay\").Otherwise().Continue(){Because}" : $"Review(\"stay\").When(p => {Condition(isInCare: true, 1)}).Continue(){Because}");
        return rules;
    }

    /// <summary>The same rules, but one of them.</summary>
    internal List<string> Changed(List<string> rules)
    {
        var changed = new List<string>(rules);
        var places = Enumerable.Range(0, rules.Count).Where(place => rules[place].Contains(".When(", StringComparison.Ordinal)).ToList();
        var at = places[_random.Next(places.Count)];
        var start = rules[at].IndexOf("p => ", StringComparison.Ordinal) + 5;
        var isInCare = rules[at].StartsWith("Review", StringComparison.Ordinal);
        changed[at] = $"{rules[at][..start]}({Condition(isInCare, 0)}) || {rules[at][start..]}";
        return changed;
    }

    internal string Invariants() => string.Join('\n', Enumerable.Range(0, 3).Select(place => $"AtReview(\"holds-{place}\", \"H-{place}\").When(p => {Condition(isInCare: true, 1)}).Expect(d => {Any(s_expected)});").Concat(
    [
        "AtReview(\"worse-phq-9\", \"H-10\").Worsening(Phq9);", "AtReview(\"worse-gad-7\", \"H-10\").Worsening(Gad7);", "AtReview(\"worse-wsas\", \"H-10\").Worsening(Wsas);",
        "AtTriage(\"worse-phq-9-at-triage\", \"H-10\").Worsening(Phq9);",
    ]));

    internal static PolicyRevision Compile(List<string> rules) => PracticePolicy.Compile($"Ladder(Monitor, Low, High);\n{string.Join('\n', rules)}\n");

    private string Condition(bool isInCare, int depth) => depth == 0 ? Test(isInCare) : _random.Next(4) switch
    {
        0 => $"({Condition(isInCare, depth - 1)}) && ({Condition(isInCare, depth - 1)})",
        1 => $"({Condition(isInCare, depth - 1)}) || ({Condition(isInCare, depth - 1)})",
        2 => $"!({Condition(isInCare, depth - 1)})",
        _ => Test(isInCare),
    };

    private string Test(bool isInCare)
    {
        if (_random.Next(3) == 0)
        {
            var truth = Any(isInCare && _random.Next(2) == 0 ? s_truthsInCare : s_truths);
            return _random.Next(3) == 0 ? $"p.{truth}.IsKnown" : $"p.{truth}";
        }

        var name = Any(isInCare && _random.Next(2) == 0 ? s_inCare : s_everywhere);
        Assert.True(FactTable.TryGet(name, out var row));
        var number = _random.Next(row.Least + 1, Math.Min(row.Most, row.Kind == FactKind.Count ? 6 : row.Most));
        return _random.Next(4) switch { 0 => $"p.{name}.IsKnown", 1 => $"p.{name} < {number}", 2 => $"p.{name} == {number}", _ => $"p.{name} >= {number}" };
    }

    private string Any(string[] words) => words[_random.Next(words.Length)];
}
