using System.Runtime.CompilerServices;

namespace SteppedCare;

/// <summary>The words of <c>invariants.csx</c>: what must hold of every decision of every revision of a policy. Owned by the clinical-safety officer.</summary>
public sealed class InvariantBook
{
    internal InvariantBook()
    {
    }

    internal List<Invariant> Invariants { get; } = [];

    /// <summary>What must hold of every triage decision, and the hazard it answers.</summary>
    public InvariantClause<TriageCase> AtTriage(string name, string hazard) => new(this, name, hazard);

    /// <summary>What must hold of every review decision, and the hazard it answers.</summary>
    public InvariantClause<ReviewCase> AtReview(string name, string hazard) => new(this, name, hazard);
}

/// <summary>For whom an invariant must hold.</summary>
/// <typeparam name="TCase">The facts its condition may use.</typeparam>
public sealed class InvariantClause<TCase>
    where TCase : Case
{
    private readonly InvariantBook _book;
    private readonly string _name;
    private readonly string _hazard;

    internal InvariantClause(InvariantBook book, string name, string hazard)
    {
        _book = book;
        _name = name;
        _hazard = hazard;
    }

    /// <summary>For everybody for whom this condition is true.</summary>
    public ExpectationClause When(
        Func<TCase, Truth> condition,
        [CallerArgumentExpression(nameof(condition))] string text = "",
        [CallerLineNumber] int line = 0)
    {
        var call = typeof(TCase) == typeof(TriageCase) ? DecisionCall.Triage : DecisionCall.Review;
        var invariant = new Invariant(_name, _hazard, call, line, text, person => person is TCase known ? condition(known) : Truth.False);
        _book.Invariants.Add(invariant);
        return new ExpectationClause(invariant);
    }

    /// <summary>
    /// Whoever is one point worse by this questionnaire now, all else being as it is and all that follows from it worked out anew, is never given less care: a step is
    /// less than a higher one, at a review ending is less than stepping down, that less than going on, that less than stepping up, and a person's judgement is most; a
    /// missing answer counts as what is recommended provisionally, and out of scope is never more care. PHQ-9, GAD-7 or WSAS. The analyser proves it of everybody, or
    /// shows two neighbours. Ends the invariant.
    /// </summary>
    public void Worsening(InstrumentCode questionnaire, [CallerLineNumber] int line = 0) => Add(ClaimKind.Worsening, questionnaire, line, $"Worsening({questionnaire})");

    /// <summary>The same of item 9 of the PHQ-9, by which its total is a point more as well: whoever answers it worse is never given less care.</summary>
    public void WorseningItem9([CallerLineNumber] int line = 0) => Add(ClaimKind.WorseningItem9, InstrumentCode.Phq9, line, "WorseningItem9()");

    /// <summary>The same of what is stated about risk, each answer by itself: whoever states it is never given less care than if it had not been stated.</summary>
    public void StatingRisk([CallerLineNumber] int line = 0) => Add(ClaimKind.StatingRisk, InstrumentCode.Unspecified, line, "StatingRisk()");

    /// <summary>
    /// No answer about risk by itself, nor item 9 under the same total, changes what is recommended: it neither lowers, nor blocks, nor raises the step. Only where
    /// care would be ended or stepped down may it ask a person first. Ends the invariant.
    /// </summary>
    public void RegardlessOfRisk([CallerLineNumber] int line = 0) => Add(ClaimKind.RegardlessOfRisk, InstrumentCode.Unspecified, line, "RegardlessOfRisk()");

    private void Add(ClaimKind claim, InstrumentCode questionnaire, int line, string text)
    {
        var call = typeof(TCase) == typeof(TriageCase) ? DecisionCall.Triage : DecisionCall.Review;
        _book.Invariants.Add(new Invariant(_name, _hazard, call, line, "everybody", _ => Truth.True) { Claim = claim, Questionnaire = questionnaire, ExpectationText = text });
    }
}

/// <summary>What must then be so.</summary>
public sealed class ExpectationClause
{
    private readonly Invariant _invariant;

    internal ExpectationClause(Invariant invariant) => _invariant = invariant;

    /// <summary>The decision must satisfy this. Ends the invariant.</summary>
    public void Expect(Func<DecisionView, bool> expectation, [CallerArgumentExpression(nameof(expectation))] string text = "")
    {
        _invariant.Expectation = expectation;
        _invariant.ExpectationText = text;
    }
}

/// <summary>What an invariant says of two neighbours; nothing where it speaks of each person by themselves.</summary>
internal enum ClaimKind
{
    None,
    Worsening,
    WorseningItem9,
    StatingRisk,
    RegardlessOfRisk,
}

/// <summary>One invariant as registered.</summary>
internal sealed class Invariant(string name, string hazard, DecisionCall call, int line, string conditionText, Func<Case, Truth> condition)
{
    internal string Name { get; } = name;

    internal string Hazard { get; } = hazard;

    internal DecisionCall Call { get; } = call;

    internal int Line { get; } = line;

    internal string ConditionText { get; } = conditionText;

    internal Func<Case, Truth> Condition { get; } = condition;

    internal Func<DecisionView, bool>? Expectation { get; set; }

    internal string ExpectationText { get; set; } = "";

    /// <summary>A claim about two neighbours has no expectation: only the analyser can ask it.</summary>
    internal ClaimKind Claim { get; init; }

    internal InstrumentCode Questionnaire { get; init; }
}
