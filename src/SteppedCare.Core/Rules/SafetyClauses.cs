namespace SteppedCare;

/// <summary>What a safety rule does: it raises work for people; it never produces a risk level (NICE NG225 1.6).</summary>
public sealed class SafetyClause
{
    private readonly SafetyRule _rule;

    internal SafetyClause(SafetyRule rule) => _rule = rule;

    /// <summary>The task raised when an answer the rule needs is missing. Every rule that reads item 9 has one.</summary>
    public SafetyTaskClause IfUnknown(TaskKind task)
    {
        _rule.IfUnknown = task;
        return new SafetyTaskClause(_rule);
    }

    /// <summary>A human task, and what it asks for. Only a named person closes it.</summary>
    public SafetyReasonClause Raise(TaskKind task, string act) => new SafetyTaskClause(_rule).Raise(task, act);
}

/// <summary>What a safety rule raises when it holds.</summary>
public sealed class SafetyTaskClause
{
    private readonly SafetyRule _rule;

    internal SafetyTaskClause(SafetyRule rule) => _rule = rule;

    /// <summary>A human task, and what it asks for in at most 140 letters. Only a named person closes it.</summary>
    public SafetyReasonClause Raise(TaskKind task, string act)
    {
        _rule.Task = task;
        _rule.Act = act;
        return new SafetyReasonClause(_rule);
    }
}

/// <summary>What else a safety rule says, and why.</summary>
public sealed class SafetyReasonClause : ReasonClause
{
    private readonly SafetyRule _rule;

    internal SafetyReasonClause(SafetyRule rule)
        : base(rule) => _rule = rule;

    /// <summary>The task comes first; the recommendation stands beneath it, for after. It is never held back (NICE NG222 1.2.12).</summary>
    public SafetyReasonClause RiskFirst()
    {
        _rule.PutsRiskFirst = true;
        return this;
    }
}

/// <summary>How a rule changes the format of care: begins with one of these.</summary>
public sealed class AdjustClause
{
    private readonly AdjustRule _rule;

    internal AdjustClause(AdjustRule rule) => _rule = rule;

    /// <summary>Not in this format.</summary>
    public AdjustReasonClause Exclude(Format format) => new AdjustReasonClause(_rule).Exclude(format);

    /// <summary>In this format, where the service has it.</summary>
    public AdjustReasonClause Prefer(Format format) => new AdjustReasonClause(_rule).Prefer(format);

    /// <summary>Something the clinician should know.</summary>
    public AdjustReasonClause Flag(Flag flag) => new AdjustReasonClause(_rule).Flag(flag);
}

/// <summary>What else an adjust rule changes, and why.</summary>
public sealed class AdjustReasonClause : ReasonClause
{
    private readonly AdjustRule _rule;

    internal AdjustReasonClause(AdjustRule rule)
        : base(rule) => _rule = rule;

    /// <summary>Not in this format.</summary>
    public AdjustReasonClause Exclude(Format format)
    {
        _rule.Excludes.Add(format);
        return this;
    }

    /// <summary>In this format, where the service has it.</summary>
    public AdjustReasonClause Prefer(Format format)
    {
        _rule.Prefers.Add(format);
        return this;
    }

    /// <summary>Something the clinician should know.</summary>
    public AdjustReasonClause Flag(Flag flag)
    {
        Raise(flag);
        return this;
    }
}
