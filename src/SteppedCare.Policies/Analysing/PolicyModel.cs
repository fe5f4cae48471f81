using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>A revision as data: its rules in order with their conditions and effects. Holds no code of it, and never changes.</summary>
/// <param name="Safety">All run.</param>
/// <param name="Triage">The first that holds decides.</param>
/// <param name="Review">The first that holds decides.</param>
/// <param name="Adjust">All run.</param>
/// <param name="Ladder">Its steps.</param>
/// <param name="Norms">What people are measured by.</param>
internal sealed record PolicyModel(
    ImmutableArray<ModelRule> Safety, ImmutableArray<ModelRule> Triage, ImmutableArray<ModelRule> Review, ImmutableArray<ModelRule> Adjust, Ladder Ladder, Norms Norms)
{
    internal static PolicyModel Of(PolicyRevision revision)
    {
        var formulas = revision.Manifest.Formulas();
        return Of(revision.Book, rule => formulas[(rule.Kind.ToString(), rule.Name)]);
    }

    internal static PolicyModel Of(Rulebook book, Func<Rule, Formula> conditionOf)
    {
        return new(
            [.. book.SafetyRules.Select(rule => Plain(rule) with { Task = rule.Task, IfUnknown = rule.IfUnknown, PutsRiskFirst = rule.PutsRiskFirst, Rest = rule.Act })],
            [.. book.TriageRules.Select(rule => Stepping(rule))],
            [.. book.ReviewRules.Select(rule => Stepping(rule))],
            [.. book.AdjustRules.Select(rule => Plain(rule) with { Excludes = [.. rule.Excludes], Prefers = [.. rule.Prefers] })],
            book.Steps,
            book.Norms);

        ModelRule Plain(Rule rule) => new() { Kind = rule.Kind, Name = rule.Name, Line = rule.Line, Condition = conditionOf(rule), Flags = [.. rule.Flags] };

        ModelRule Stepping(ISteppingRule rule) => Plain(rule.Rule) with
        {
            Outcome = rule.Outcome,
            Step = rule.Step,
            Alternatives = [.. rule.Alternatives.Distinct()],
            Rest = $"{rule.Within}/{rule.ReviewWithin}/{rule.Toward}/{string.Join(',', rule.Checklists)}",
        };
    }

    /// <summary>Every rule, in the order of the lists.</summary>
    internal IEnumerable<ModelRule> Rules => Safety.Concat(Triage).Concat(Review).Concat(Adjust);

    internal ImmutableArray<ModelRule> RulesOf(RuleKind kind) => kind switch
    {
        RuleKind.Safety => Safety,
        RuleKind.Triage => Triage,
        RuleKind.Review => Review,
        _ => Adjust,
    };

    /// <summary>The triage or the review rules.</summary>
    internal ImmutableArray<ModelRule> RulesOf(DecisionCall call) => call == DecisionCall.Triage ? Triage : Review;

    /// <summary>The same policy, but for one rule's condition.</summary>
    internal PolicyModel With(RuleKind kind, string name, Formula condition)
    {
        var rules = RulesOf(kind);
        var changed = rules.Replace(rules.Single(rule => rule.Name == name), rules.Single(rule => rule.Name == name) with { Condition = condition });
        return kind switch
        {
            RuleKind.Safety => this with { Safety = changed },
            RuleKind.Triage => this with { Triage = changed },
            RuleKind.Review => this with { Review = changed },
            _ => this with { Adjust = changed },
        };
    }

    /// <summary>What the compiled policy answers too; a test holds the two against each other.</summary>
    internal Ruling Evaluate(Facts facts, DecisionCall call)
    {
        var (raised, unanswered) = AskAll(Safety, facts);
        var (adjusted, adjustedUnanswered) = AskAll(Adjust, facts);
        var rules = RulesOf(call);
        var (winner, agrees) = FirstThatHolds(rules, facts);
        var answer = SteppingAnswer.Of(rules, Ladder, winner, agrees, call == DecisionCall.Review ? StepOf(facts) : Step.None);
        return new Ruling(
            call, answer.Outcome, answer.Step, answer.Rule, answer.Provisional, answer.ProvisionalStep, raised, unanswered, adjusted | adjustedUnanswered, adjustedUnanswered,
            answer.StepUnknown, ByChoice: false, Fault: null);
    }

    internal static Step StepOf(Facts facts) => facts[FactNumber.Step] is var step && step == FactCode.Unknown ? Step.None : (Step)step;

    private static (int Winner, bool Agrees) FirstThatHolds(ImmutableArray<ModelRule> rules, Facts facts)
    {
        var open = new List<ModelRule>();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var answer = rules[rule].Condition.Ask(facts);
            if (answer.IsTrue)
            {
                return (rule, open.All(above => above.HasEffectOf(rules[rule])));
            }

            if (answer.IsUnknown)
            {
                open.Add(rules[rule]);
            }
        }

        return (-1, open.Count == 0);
    }

    private static (ulong True, ulong Unknown) AskAll(ImmutableArray<ModelRule> rules, Facts facts)
    {
        ulong isTrue = 0, isUnknown = 0;
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var answer = rules[rule].Condition.Ask(facts);
            isTrue |= answer.IsTrue ? 1UL << rule : 0;
            isUnknown |= answer.IsUnknown ? 1UL << rule : 0;
        }

        return (isTrue, isUnknown);
    }
}
