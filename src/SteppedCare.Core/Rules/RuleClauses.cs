using System.Runtime.CompilerServices;

namespace SteppedCare;

/// <summary>The first words of a triage or review rule: whom does it concern?</summary>
/// <typeparam name="TCase">The facts its condition may use.</typeparam>
/// <typeparam name="TThen">What may follow.</typeparam>
public sealed class SteppingRuleClause<TCase, TThen>
    where TCase : Case
{
    private readonly SteppingRule<TCase> _rule;
    private readonly TThen _then;

    internal SteppingRuleClause(SteppingRule<TCase> rule, TThen then)
    {
        _rule = rule;
        _then = then;
    }

    /// <summary>The rule decides for the people for whom this condition is true and whom no rule above decided.</summary>
    public TThen When(
        Func<TCase, Truth> condition,
        [CallerArgumentExpression(nameof(condition))] string text = "",
        [CallerLineNumber] int line = 0)
    {
        _rule.Condition = condition;
        _rule.ConditionText = text;
        _rule.Line = line;
        return _then;
    }

    /// <summary>The rule decides for everybody whom no rule above decided. Only the last one can say so.</summary>
    public TThen Otherwise([CallerLineNumber] int line = 0)
    {
        _rule.IsOtherwise = true;
        _rule.Line = line;
        return _then;
    }
}

/// <summary>The first words of a safety rule.</summary>
public sealed class SafetyRuleClause
{
    private readonly SafetyRule _rule;

    internal SafetyRuleClause(SafetyRule rule) => _rule = rule;

    /// <summary>The rule holds for the people for whom this condition is true.</summary>
    public SafetyClause When(
        Func<Case, Truth> condition,
        [CallerArgumentExpression(nameof(condition))] string text = "",
        [CallerLineNumber] int line = 0)
    {
        _rule.Condition = condition;
        _rule.ConditionText = text;
        _rule.Line = line;
        return new SafetyClause(_rule);
    }
}

/// <summary>The first words of an adjust rule.</summary>
public sealed class AdjustRuleClause
{
    private readonly AdjustRule _rule;

    internal AdjustRuleClause(AdjustRule rule) => _rule = rule;

    /// <summary>The rule holds for the people for whom this condition is true, or cannot be answered.</summary>
    public AdjustClause When(
        Func<Case, Truth> condition,
        [CallerArgumentExpression(nameof(condition))] string text = "",
        [CallerLineNumber] int line = 0)
    {
        _rule.Condition = condition;
        _rule.ConditionText = text;
        _rule.Line = line;
        return new AdjustClause(_rule);
    }
}

/// <summary>The last words of a rule: why?</summary>
public abstract class ReasonClause
{
    private readonly Rule _rule;

    private protected ReasonClause(Rule rule) => _rule = rule;

    /// <summary>Why, in one line of at most 140 letters that a person can be told, and where it comes from. Ends the rule.</summary>
    public void Because(string reason, Source source)
    {
        _rule.Reason = reason;
        _rule.Source = source;
        _rule.IsFinished = true;
    }

    private protected void Raise(Flag flag) => _rule.Flags.Add(flag);
}
