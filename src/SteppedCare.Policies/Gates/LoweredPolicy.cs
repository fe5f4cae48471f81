using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// A revision made once more out of its rulebook and its conditions as data, so that a condition or a number can be written otherwise for a moment. The production
/// evaluator and explainer run on it: what a changed policy would answer is not worked out by a second engine.
/// </summary>
internal sealed class LoweredPolicy
{
    private LoweredPolicy(Rulebook book, PolicyManifest manifest, ImmutableArray<LoweredRule> rules)
    {
        Book = book;
        Rules = rules;
        Evaluator = new PolicyEvaluator(book);
        Explainer = new PolicyExplainer(book, manifest);
    }

    internal Rulebook Book { get; }

    internal PolicyEvaluator Evaluator { get; }

    internal PolicyExplainer Explainer { get; }

    internal ImmutableArray<LoweredRule> Rules { get; }

    /// <summary>Keeps nothing of the revision's own code.</summary>
    internal static LoweredPolicy Of(PolicyRevision revision)
    {
        var formulas = revision.Manifest.Formulas();
        var rules = ImmutableArray.CreateBuilder<LoweredRule>();
        var book = new Rulebook();
        book.Ladder([.. revision.Book.Steps.Steps]);
        foreach (var step in revision.Book.Steps.Steps)
        {
            book.Label(step, revision.Book.Steps.LabelOf(step));
        }

        Add(revision.Book.SafetyRules, book.SafetyRules, rule => new SafetyRule(rule.Name)
        {
            Task = rule.Task, Act = rule.Act, IfUnknown = rule.IfUnknown, PutsRiskFirst = rule.PutsRiskFirst,
        });
        Add(revision.Book.TriageRules, book.TriageRules, Copy);
        Add(revision.Book.ReviewRules, book.ReviewRules, Copy);
        Add(revision.Book.AdjustRules, book.AdjustRules, rule =>
        {
            var copy = new AdjustRule(rule.Name);
            copy.Excludes.AddRange(rule.Excludes);
            copy.Prefers.AddRange(rule.Prefers);
            return copy;
        });
        book.ReviewAtRules.AddRange(revision.Book.ReviewAtRules);
        book.WatchRules.AddRange(revision.Book.WatchRules);
        return new LoweredPolicy(book, revision.Manifest, rules.DrainToImmutable());

        void Add<TRule>(List<TRule> from, List<TRule> to, Func<TRule, TRule> copy)
            where TRule : Rule
        {
            for (var index = 0; index < from.Count; index++)
            {
                var rule = copy(from[index]);
                (rule.ConditionText, rule.IsOtherwise, rule.Line, rule.Reason, rule.Source, rule.IsFinished) =
                    (from[index].ConditionText, from[index].IsOtherwise, from[index].Line, from[index].Reason, from[index].Source, true);
                rule.Flags.AddRange(from[index].Flags);
                to.Add(rule);
                rules.Add(new LoweredRule(rule, index, formulas[(rule.Kind.ToString(), rule.Name)]));
            }
        }
    }

    private static SteppingRule<TCase> Copy<TCase>(SteppingRule<TCase> rule)
        where TCase : Case
    {
        var copy = new SteppingRule<TCase>(rule.Kind, rule.Name)
        {
            Outcome = rule.Outcome, Step = rule.Step, Within = rule.Within, ReviewWithin = rule.ReviewWithin, Toward = rule.Toward,
        };
        copy.Alternatives.AddRange(rule.Alternatives);
        copy.Checklists.AddRange(rule.Checklists);
        return copy;
    }
}

/// <summary>One rule of a lowered policy; its condition is asked of whatever formula stands here.</summary>
internal sealed class LoweredRule
{
    internal LoweredRule(Rule rule, int index, Formula formula)
    {
        Rule = rule;
        Index = index;
        Formula = formula;
        switch (rule)
        {
            case Rule<Case> any:
                any.Condition = person => Formula.Ask(person.Facts);
                break;
            case Rule<TriageCase> triage:
                triage.Condition = person => Formula.Ask(person.Facts);
                break;
            case Rule<ReviewCase> review:
                review.Condition = person => Formula.Ask(person.Facts);
                break;
        }
    }

    internal Rule Rule { get; }

    /// <summary>Its place among the rules of its kind.</summary>
    internal int Index { get; }

    internal Formula Formula { get; set; }

    /// <summary>It is asked at this question.</summary>
    internal bool IsAskedAt(DecisionCall call) => Rule.Kind switch
    {
        RuleKind.Triage => call == DecisionCall.Triage,
        RuleKind.Review => call == DecisionCall.Review,
        _ => true,
    };
}
