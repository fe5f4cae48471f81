using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;

namespace SteppedCare.Policies;

/// <summary>Writes a ruling out as a decision with its reasons. Runs after the answer is known, and only for replies and records.</summary>
internal sealed class PolicyExplainer
{
    private readonly Rulebook _book;
    private readonly Ladder _ladder;
    private readonly FrozenDictionary<(string Word, string Name), ImmutableArray<FactRow>> _facts;

    internal PolicyExplainer(Rulebook book, PolicyManifest manifest)
    {
        _book = book;
        _ladder = book.Steps;
        _facts = manifest.Rules.ToFrozenDictionary(
            rule => (rule.Word, rule.Name),
            rule => rule.FactsRead.Select(number => FactTable.Of((FactNumber)number)).ToImmutableArray());
    }

    internal Decision Explain(Ruling ruling, Facts facts)
    {
        ImmutableArray<ISteppingRule> rules = ruling.Call == DecisionCall.Triage ? [.. _book.TriageRules] : [.. _book.ReviewRules];
        var winner = ruling.Rule < 0 ? null : rules[ruling.Rule];
        var adjusted = Held(_book.AdjustRules, ruling.Adjusted);
        var excluded = adjusted.SelectMany(rule => rule.Excludes).Distinct().Order().ToImmutableArray();
        var decided = ruling.Outcome is not (Outcome.Indeterminate or Outcome.InsufficientData);
        return new Decision
        {
            Call = ruling.Call,
            Outcome = ruling.Outcome,
            Step = ruling.Step,
            Provisional = ruling.Provisional == Outcome.None ? null : new ProvisionalAnswer(ruling.Provisional, ruling.ProvisionalStep),
            Rule = winner?.Rule.Name,
            RuleIndex = ruling.Rule,
            Alternatives = winner is null || ruling.Outcome == Outcome.Indeterminate ? [] : [.. winner.Alternatives.Distinct()],
            Flags = FlagsOf(ruling, facts, decided ? winner : null, adjusted),
            ExcludedFormats = excluded,
            PreferredFormats = [.. adjusted.SelectMany(rule => rule.Prefers).Distinct().Order().Except(excluded)],
            Tasks = TasksOf(ruling),
            Checklists = decided && winner is not null ? [.. winner.Checklists.Distinct()] : [],
            WithinDays = decided ? winner?.Within?.Days : null,
            ReviewWithinDays = decided ? winner?.ReviewWithin?.Days : null,
            NextReviewAfter = NextReviewAfter(ruling, decided ? winner : null),
            Toward = decided ? winner?.Toward : null,
            MissingFacts = MissingFrom(ruling, facts, rules),
            NotStated = NotStatedIn(ruling, facts, rules),
            UnansweredSafety =
            [
                .. Held(_book.SafetyRules, ruling.Unanswered).SelectMany(rule => FactsOf(rule).Where(fact => IsUnknown(facts, fact)).Select(fact => fact.Name)).Distinct(),
            ],
            Reasons = ReasonsOf(ruling, facts, winner?.Rule, adjusted),
            Summary = DecisionSummary.Of(ruling, winner, _ladder),
        };
    }

    /// <summary>The decision as an invariant may ask it.</summary>
    internal DecisionView View(Decision decision) => new(decision, _ladder);

    private static ImmutableArray<TRule> Held<TRule>(List<TRule> rules, ulong bits)
    {
        var held = ImmutableArray.CreateBuilder<TRule>(BitOperations.PopCount(bits));
        for (; bits != 0; bits &= bits - 1)
        {
            held.Add(rules[BitOperations.TrailingZeroCount(bits)]);
        }

        return held.DrainToImmutable();
    }

    private ImmutableArray<Flag> FlagsOf(Ruling ruling, Facts facts, ISteppingRule? winner, ImmutableArray<AdjustRule> adjusted)
    {
        var flags = new SortedSet<Flag>(adjusted.SelectMany(rule => rule.Flags).Concat(winner?.Rule.Flags ?? []).Concat(Held(_book.SafetyRules, ruling.Raised).SelectMany(rule => rule.Flags)));
        if (ruling.ByChoice)
        {
            flags.Add(Flag.ByChoice);
        }

        if (Held(_book.SafetyRules, ruling.Raised).Any(rule => rule.PutsRiskFirst))
        {
            flags.Add(Flag.RiskFirst);
        }

        // Nothing else is computed for a person who refused it.
        if (!ruling.ByChoice)
        {
            AddFactual(flags, facts, ruling.Call);
        }

        return [.. flags];
    }

    private static void AddFactual(SortedSet<Flag> flags, Facts facts, DecisionCall call)
    {
        void Add(Flag flag, FactNumber fact, int value)
        {
            if (facts[fact] == value)
            {
                flags.Add(flag);
            }
        }

        Add(Flag.ProRated, FactNumber.ProRated, 1);
        Add(Flag.RoundedScore, FactNumber.RoundedScore, 1);
        Add(Flag.UnverifiedMeasure, FactNumber.PairUnverified, 1);
        Add(Flag.StaleBaseline, FactNumber.BaselineStale, 1);
        if (call == DecisionCall.Review)
        {
            Add(Flag.PairChanged, FactNumber.PairChanged, 1);
            Add(Flag.Unpaired, FactNumber.Unpaired, 1);
            Add(Flag.ConflictingChange, FactNumber.ConflictingChange, 1);
            Add(Flag.StartedBelowCaseness, FactNumber.StartedAtCaseness, 0);
        }
    }

    // One a kind, the most urgent first; the first rule's words stand.
    private ImmutableArray<DecisionTask> TasksOf(Ruling ruling)
    {
        var raised = Held(_book.SafetyRules, ruling.Raised);
        return
        [
            .. raised.Select(rule => new DecisionTask(rule.Task, rule.Act, rule.Name, raised.Any(other => other.PutsRiskFirst && other.Task == rule.Task)))
                .Concat(Held(_book.SafetyRules, ruling.Unanswered).Where(rule => rule.IfUnknown != TaskKind.None)
                    .Select(rule => new DecisionTask(rule.IfUnknown, TimeBoxes.ActOf(rule.IfUnknown), rule.Name, RiskFirst: false)))
                .DistinctBy(task => task.Kind)
                .OrderBy(task => TimeBoxes.Of(task.Kind)).ThenBy(task => task.Kind),
        ];
    }

    // With risk first, the task's due time: care is looked at again as soon as the person is safe.
    private TimeSpan? NextReviewAfter(Ruling ruling, ISteppingRule? winner)
    {
        var riskFirst = Held(_book.SafetyRules, ruling.Raised).Where(rule => rule.PutsRiskFirst).Select(rule => (TimeSpan?)TimeBoxes.Of(rule.Task)).Min();
        if (riskFirst is not null || winner is null)
        {
            return riskFirst ?? TimeBoxes.Of(TaskKind.ClinicianReview);
        }

        var reviewPoint = _book.ReviewAtRules.FirstOrDefault(rule => rule.Step == ruling.Step && ruling.Outcome is Outcome.Enter or Outcome.Continue);
        int? days = winner.ReviewWithin?.Days ?? reviewPoint?.WithinDays ?? winner.Within?.Days;
        return days is { } known ? TimeSpan.FromDays(known) : null;
    }

    // The unknown facts of the unknown rules above the winner that would have decided otherwise; and the step, when the rule moves from it. What is found from
    // other facts is named only where nobody can be asked for those.
    private ImmutableArray<string> MissingFrom(Ruling ruling, Facts facts, ImmutableArray<ISteppingRule> rules)
    {
        if (ruling.Outcome != Outcome.InsufficientData)
        {
            return [];
        }

        var winner = ruling.Rule < 0 ? null : rules[ruling.Rule];
        Case person = ruling.Call == DecisionCall.Triage ? new TriageCase(facts) : new ReviewCase(facts);
        FactRow[] missing =
        [
            .. rules.Take(winner is null ? rules.Length : ruling.Rule)
                .Where(rule => winner is null || rule.Outcome != winner.Outcome || rule.Step != winner.Step)
                .Where(rule => Asked(rule, person).IsUnknown)
                .SelectMany(rule => FactsOf(rule.Rule).Where(fact => IsUnknown(facts, fact))),
        ];
        var askable = missing.Where(fact => fact.Absence != Absence.Derived).ToArray();
        var named = (askable.Length > 0 ? askable : missing).Select(fact => fact.Name);
        return [.. (ruling.StepUnknown ? named.Append(FactTable.Of(FactNumber.Step).Name) : named).Distinct()];
    }

    private static Truth Asked(ISteppingRule rule, Case person) => (rule, person) switch
    {
        (SteppingRule<TriageCase> triage, TriageCase known) => triage.Condition(known),
        (SteppingRule<ReviewCase> review, ReviewCase known) => review.Condition(known),
        _ => Truth.False,
    };

    // What was read on the way to the answer and nobody had stated.
    private ImmutableArray<string> NotStatedIn(Ruling ruling, Facts facts, ImmutableArray<ISteppingRule> rules)
    {
        IEnumerable<Rule> asked = _book.SafetyRules;
        if (!ruling.ByChoice)
        {
            asked = asked.Concat(_book.AdjustRules).Concat(rules.Take(ruling.Rule < 0 ? rules.Length : ruling.Rule + 1).Select(rule => rule.Rule));
        }

        return
        [
            .. asked.SelectMany(rule => FactsOf(rule)).Distinct()
                .Where(fact => fact.Absence == Absence.Stated && facts[fact.Number] == FactCode.Unknown)
                .OrderBy(fact => fact.Number).Select(fact => fact.Name),
        ];
    }

    private ImmutableArray<DecisionReason> ReasonsOf(Ruling ruling, Facts facts, Rule? winner, ImmutableArray<AdjustRule> adjusted)
    {
        var reasons = ImmutableArray.CreateBuilder<DecisionReason>();
        if (winner is not null)
        {
            reasons.Add(ReasonOf(winner, facts, isUnanswered: false));
        }

        reasons.AddRange(Held(_book.SafetyRules, ruling.Raised).Select(rule => ReasonOf(rule, facts, isUnanswered: false)));
        reasons.AddRange(Held(_book.SafetyRules, ruling.Unanswered).Select(rule => ReasonOf(rule, facts, isUnanswered: true)));
        var unanswered = Held(_book.AdjustRules, ruling.AdjustedUnanswered);
        reasons.AddRange(adjusted.Select(rule => ReasonOf(rule, facts, unanswered.Contains(rule))));
        return reasons.DrainToImmutable();
    }

    private DecisionReason ReasonOf(Rule rule, Facts facts, bool isUnanswered) => new(
        rule.Name, rule.Reason, rule.ConditionText,
        [.. FactsOf(rule).Select(fact => new FactValue(fact.Name, fact.Show(facts[fact.Number])))],
        rule.Source.Citations, isUnanswered);

    private ImmutableArray<FactRow> FactsOf(Rule rule) => _facts.TryGetValue((rule.Kind.ToString(), rule.Name), out var facts) ? facts : [];

    private static bool IsUnknown(Facts facts, FactRow fact) => Formula.Read(facts, fact) == FactCode.Unknown;
}
