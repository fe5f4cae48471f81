namespace SteppedCare.Policies;

/// <summary>What came of one evaluation, in numbers. Costs no allocation; <see cref="PolicyExplainer"/> writes it out.</summary>
/// <param name="Call">The question.</param>
/// <param name="Outcome">What is recommended.</param>
/// <param name="Step">The step it leads to; none where it has none or it is not known.</param>
/// <param name="Rule">The place of the deciding, or provisionally deciding, rule among its kind; -1 when none did.</param>
/// <param name="Provisional">The answer the missing facts could still change; none when there is none.</param>
/// <param name="ProvisionalStep">Its step.</param>
/// <param name="Raised">A bit for each safety rule that holds.</param>
/// <param name="Unanswered">A bit for each safety rule that is unknown.</param>
/// <param name="Adjusted">A bit for each adjust rule that holds.</param>
/// <param name="AdjustedUnanswered">A bit for each adjust rule that fired because it is unknown.</param>
/// <param name="StepUnknown">The deciding rule moves from a step that is not known.</param>
/// <param name="ByChoice">The person refused automated support: only safety rules ran.</param>
/// <param name="Fault">What a rule's exception said; null, as a rule.</param>
internal readonly record struct Ruling(
    DecisionCall Call,
    Outcome Outcome,
    Step Step,
    int Rule,
    Outcome Provisional,
    Step ProvisionalStep,
    ulong Raised,
    ulong Unanswered,
    ulong Adjusted,
    ulong AdjustedUnanswered,
    bool StepUnknown,
    bool ByChoice,
    string? Fault);
