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
}
