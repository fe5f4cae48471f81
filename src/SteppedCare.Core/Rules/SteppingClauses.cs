namespace SteppedCare;

/// <summary>What a triage rule recommends: one of these.</summary>
public sealed class TriageClause
{
    private readonly SteppingRule<TriageCase> _rule;

    internal TriageClause(SteppingRule<TriageCase> rule) => _rule = rule;

    /// <summary>Care begins at this step.</summary>
    public TriageOutcomeClause Enter(Step step)
    {
        _rule.Outcome = Outcome.Enter;
        _rule.Step = step;
        return new TriageOutcomeClause(_rule);
    }

    /// <summary>Another service fits better, as "eating-disorder service". Safety rules still run.</summary>
    public TriageOutcomeClause OutOfScope(string toward)
    {
        _rule.Outcome = Outcome.OutOfScope;
        _rule.Toward = toward;
        return new TriageOutcomeClause(_rule);
    }

    /// <summary>A clinician decides, by then: HUMAN_REVIEW.</summary>
    public TriageOutcomeClause AskClinician(TimeBox within)
    {
        _rule.Outcome = Outcome.HumanReview;
        _rule.Within = within;
        return new TriageOutcomeClause(_rule);
    }
}

/// <summary>What else a triage rule says, and why.</summary>
public sealed class TriageOutcomeClause : ReasonClause
{
    private readonly SteppingRule<TriageCase> _rule;

    internal TriageOutcomeClause(SteppingRule<TriageCase> rule)
        : base(rule) => _rule = rule;

    /// <summary>Look again within this time.</summary>
    public TriageOutcomeClause Review(TimeBox within)
    {
        _rule.ReviewWithin = within;
        return this;
    }

    /// <summary>Something the clinician should know beside it.</summary>
    public TriageOutcomeClause Flag(Flag flag)
    {
        Raise(flag);
        return this;
    }
}

/// <summary>What a review rule recommends: one of these.</summary>
public sealed class ReviewClause
{
    private readonly SteppingRule<ReviewCase> _rule;

    internal ReviewClause(SteppingRule<ReviewCase> rule) => _rule = rule;

    /// <summary>One step up the ladder, begun by then. Needs to know the present step.</summary>
    public ReviewOutcomeClause StepUp(TimeBox within) => Set(Outcome.StepUp, within);

    /// <summary>One step down the ladder, begun by then. Needs to know the present step.</summary>
    public ReviewOutcomeClause StepDown(TimeBox within) => Set(Outcome.StepDown, within);

    /// <summary>Carry on at the present step.</summary>
    public ReviewOutcomeClause Continue() => Set(Outcome.Continue, null);

    /// <summary>End well, with a plan against relapse.</summary>
    public ReviewOutcomeClause Discharge() => Set(Outcome.Discharge, null);

    /// <summary>A supervisor looks at this within days.</summary>
    public ReviewOutcomeClause UrgentReview(TimeBox within) => Set(Outcome.UrgentReview, within);

    /// <summary>A clinician decides, by then: HUMAN_REVIEW.</summary>
    public ReviewOutcomeClause AskClinician(TimeBox within) => Set(Outcome.HumanReview, within);

    private ReviewOutcomeClause Set(Outcome outcome, TimeBox? within)
    {
        _rule.Outcome = outcome;
        _rule.Within = within;
        return new ReviewOutcomeClause(_rule);
    }
}

/// <summary>What else a review rule says, and why.</summary>
public sealed class ReviewOutcomeClause : ReasonClause
{
    private readonly SteppingRule<ReviewCase> _rule;

    internal ReviewOutcomeClause(SteppingRule<ReviewCase> rule)
        : base(rule) => _rule = rule;

    /// <summary>The clinician goes through this before confirming.</summary>
    public ReviewOutcomeClause AskFirst(Checklist checklist)
    {
        _rule.Checklists.Add(checklist);
        return this;
    }

    /// <summary>Another answer that is reasonable here, shown beside the recommendation.</summary>
    public ReviewOutcomeClause Alternatively(Outcome outcome)
    {
        _rule.Alternatives.Add(outcome);
        return this;
    }

    /// <summary>Look again within this time.</summary>
    public ReviewOutcomeClause Review(TimeBox within)
    {
        _rule.ReviewWithin = within;
        return this;
    }

    /// <summary>Something the clinician should know beside it.</summary>
    public ReviewOutcomeClause Flag(Flag flag)
    {
        Raise(flag);
        return this;
    }
}
