using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Server.Workshop;

/// <summary>What came of a compile.</summary>
/// <param name="Artefact">Sealed, and not yet gated: whoever loads it gates it. Null when refused.</param>
/// <param name="Refusals">What the fences said; empty when there is an artefact.</param>
internal sealed record CompiledPolicy(PolicyArtefact? Artefact, IReadOnlyList<Policies.Refusal> Refusals);

/// <summary>What the gates said of files.</summary>
/// <param name="Report">Every gate but the one that asks the store.</param>
/// <param name="Artefact">The compiled script; null when it does not compile.</param>
internal sealed record PolicyJudgement(GateReport Report, PolicyArtefact? Artefact);

/// <summary>What invariants say of revisions.</summary>
/// <param name="Refusals">What the fences said of the invariants; nothing was proven then.</param>
/// <param name="Results">One for each revision, in the order in which they were given.</param>
internal sealed record InvariantsJudgement(ImmutableArray<Policies.Refusal> Refusals, ImmutableArray<GateResult> Results);

/// <summary>What a change of revision does to people.</summary>
/// <param name="Regions">Less care first.</param>
/// <param name="IsComplete">False when a budget ended it.</param>
internal sealed record ComparisonAnswer(ImmutableArray<ComparedRegion> Regions, bool IsComplete);

/// <summary>The people whom one rule answered before and another, or the same one otherwise, answers now.</summary>
/// <param name="Call">At which question.</param>
/// <param name="RuleBefore">Empty when none answered.</param>
/// <param name="RuleAfter">Empty when none answers.</param>
/// <param name="AnswerBefore">Outcome and step.</param>
/// <param name="AnswerAfter">The same, now.</param>
/// <param name="Where">Who they are.</param>
/// <param name="IsLower">Less care than before, or a task that is raised no longer.</param>
/// <param name="Certainty">How sure it is that there is such a person.</param>
/// <param name="Example">One of them as an entry of cases.yaml; empty when none could be built.</param>
internal sealed record ComparedRegion(
    DecisionCall Call, string RuleBefore, string RuleAfter, string AnswerBefore, string AnswerAfter, string Where, bool IsLower, Certainty Certainty, string Example);
