using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// What cases were asked of a policy. A test counts as asked only where the compiled condition asks it: in rules down to the one that decides, and within a
/// condition left of whatever has settled it, as <c>&amp;&amp;</c> and <c>||</c> do (Kleene: what is false settles an "and", what is true an "or"; what is unknown
/// settles neither). Each test has two sides, true and false; unknown is neither. A safety rule that says what happens while it is unanswered has that as a side too.
/// </summary>
internal sealed class CoverageTally
{
    private readonly ImmutableArray<AskedRule> _rules;
    private readonly Dictionary<TextPlace, Sides> _tests = [];

    internal CoverageTally(PolicyRevision revision, ImmutableArray<RuleReading> readings)
    {
        var indices = new Dictionary<RuleKind, int>();
        var byName = readings.ToDictionary(reading => (reading.Word, reading.Name));
        _rules =
        [
            .. revision.Book.Rules.Select(rule =>
            {
                var reading = byName[(rule.Kind.ToString(), rule.Name)];
                var index = indices[rule.Kind] = indices.GetValueOrDefault(rule.Kind, -1) + 1;
                return new AskedRule(rule, index, reading, LocatedFormula.Of(reading.Formula!, reading.Places));
            }),
        ];
        foreach (var test in _rules.SelectMany(rule => rule.Condition.All()).Where(IsTest))
        {
            _tests.TryAdd(test.Place, Sides.None);
        }
    }

    [Flags]
    private enum Sides
    {
        None = 0,
        True = 1,
        False = 2,
    }

    internal int Rules => _rules.Length;

    /// <summary>Rules that decided no case, raised nothing, or never fired.</summary>
    internal IEnumerable<RuleReading> RulesNotReached => _rules.Where(rule => !rule.IsReached).Select(rule => rule.Reading);

    internal int Branches => (2 * _tests.Count) + _rules.Count(WaitsForAnAnswer);

    /// <summary>Sides of tests that no case took.</summary>
    internal IEnumerable<(TextPlace Place, bool Side)> SidesNotTaken => _tests
        .OrderBy(test => test.Key.Line).ThenBy(test => test.Key.Column)
        .SelectMany(test => new[] { (test.Key, Side: true, Taken: Sides.True), (test.Key, Side: false, Taken: Sides.False) }
            .Where(each => !test.Value.HasFlag(each.Taken))
            .Select(each => (each.Key, each.Side)));

    /// <summary>Safety rules that say what happens while they are unanswered, and never were.</summary>
    internal IEnumerable<RuleReading> NeverUnanswered => _rules.Where(rule => WaitsForAnAnswer(rule) && !rule.WasUnanswered).Select(rule => rule.Reading);

    internal void Add(PolicyCase vignette, Ruling ruling)
    {
        foreach (var rule in _rules.Where(rule => IsAsked(rule, ruling)))
        {
            Ask(rule.Condition, vignette.Facts);
            var bit = 1UL << (rule.Index & 63);
            rule.IsReached |= rule.Rule.Kind switch
            {
                RuleKind.Safety => (ruling.Raised & bit) != 0,
                RuleKind.Adjust => (ruling.Adjusted & ~ruling.AdjustedUnanswered & bit) != 0,
                _ => ruling.Rule == rule.Index && ruling.Outcome is not (Outcome.InsufficientData or Outcome.Indeterminate),
            };
            rule.WasUnanswered |= rule.Rule.Kind == RuleKind.Safety && (ruling.Unanswered & bit) != 0;
        }
    }

    private static bool IsAsked(AskedRule rule, Ruling ruling) => rule.Rule.Kind switch
    {
        RuleKind.Safety => true,
        _ when ruling.ByChoice => false,
        RuleKind.Adjust => true,
        var kind => kind == (ruling.Call == DecisionCall.Triage ? RuleKind.Triage : RuleKind.Review) && (ruling.Rule < 0 || rule.Index <= ruling.Rule),
    };

    private static bool WaitsForAnAnswer(AskedRule rule) => rule.Rule is SafetyRule { IfUnknown: not TaskKind.None } && !rule.NeverUnknown;

    private static bool IsTest(LocatedFormula part) => part.Formula is Formula.Test or Formula.Known;

    private Truth Ask(LocatedFormula part, Facts facts)
    {
        switch (part.Formula)
        {
            case Formula.And:
                var left = Ask(part.Parts[0], facts);
                return left.IsFalse ? left : left & Ask(part.Parts[1], facts);
            case Formula.Or:
                var first = Ask(part.Parts[0], facts);
                return first.IsTrue ? first : first | Ask(part.Parts[1], facts);
            case Formula.Not:
                return !Ask(part.Parts[0], facts);
            case Formula.Named:
                return Ask(part.Parts[0], facts);
            case Formula.Test or Formula.Known:
                var answer = part.Formula.Ask(facts);
                _tests[part.Place] |= answer.IsTrue ? Sides.True : answer.IsFalse ? Sides.False : Sides.None;
                return answer;
            default:
                return part.Formula.Ask(facts);
        }
    }

    private sealed class AskedRule(Rule rule, int index, RuleReading reading, LocatedFormula condition)
    {
        internal Rule Rule { get; } = rule;

        internal int Index { get; } = index;

        internal RuleReading Reading { get; } = reading;

        internal LocatedFormula Condition { get; } = condition;

        /// <summary>Asks only whether things are known, which is never unknown itself.</summary>
        internal bool NeverUnknown { get; } = condition.All().Where(IsTest).All(part => part.Formula is Formula.Known || part.Formula is Formula.Test { Fact.IsZeroWhenAbsent: true });

        internal bool IsReached { get; set; }

        internal bool WasUnanswered { get; set; }
    }
}
