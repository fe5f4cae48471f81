using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What the analyser found out about one revision: the rules, given the facts. How facts are built is covered by tests.</summary>
/// <param name="Findings">Gravest first.</param>
/// <param name="Invariants">One for each invariant and monotone claim asked.</param>
/// <param name="Nodes">Nodes the diagrams took.</param>
/// <param name="Complete">False when a budget ended it: what is not listed is not proven.</param>
/// <param name="Took">How long it took.</param>
internal sealed record AnalysisReport(
    ImmutableArray<Finding> Findings, ImmutableArray<InvariantVerdict> Invariants, long Nodes, bool Complete, TimeSpan Took);

/// <summary>How sure a finding is.</summary>
internal enum Certainty
{
    /// <summary>It holds of everybody.</summary>
    Proven,

    /// <summary>A person was built, and the compiled policy did it.</summary>
    Shown,

    /// <summary>It could be so; no person was found.</summary>
    Possible,
}

internal enum FindingKind
{
    /// <summary>No person is answered by this rule.</summary>
    UnreachableRule,

    /// <summary>Some people get no decision.</summary>
    Gap,

    /// <summary>An earlier rule gives a lower step than a later one that holds as well would have given.</summary>
    Masked,

    /// <summary>A rule answers only while something is missing, and never decides.</summary>
    OnlyProvisional,
}

/// <summary>One thing worth knowing about a revision.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Call">At which question.</param>
/// <param name="Certainty">How sure.</param>
/// <param name="Rule">The rule it is about; empty where it is about none.</param>
/// <param name="Line">Where the rule stands in the script; 0 where it is about none.</param>
/// <param name="Message">In words.</param>
/// <param name="Example">A person; null when none is needed or none was found.</param>
internal sealed record Finding(FindingKind Kind, DecisionCall Call, Certainty Certainty, string Rule, int Line, string Message, Counterexample? Example)
{
    /// <summary>What keeps a revision from being published: a rule that answers nobody, and a person without an answer, also one of whom nobody knows whether they can be.</summary>
    internal bool Refuses => Kind is FindingKind.UnreachableRule or FindingKind.Gap;
}

/// <summary>How an invariant fared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hazard">The hazard it answers.</param>
/// <param name="Call">At which question.</param>
/// <param name="Line">Where it stands in invariants.csx.</param>
/// <param name="Holds">It is proven of everybody.</param>
/// <param name="Certainty">Proven, where it holds; shown, where somebody breaks it; possible, where the budget ended it or nobody could be built.</param>
/// <param name="Message">In words.</param>
/// <param name="Example">A person who breaks it; null when it holds.</param>
/// <param name="Neighbour">Of a monotone claim: the same person one step worse.</param>
internal sealed record InvariantVerdict(
    string Name, string Hazard, DecisionCall Call, int Line, bool Holds, Certainty Certainty, string Message, Counterexample? Example, Counterexample? Neighbour = null);

/// <summary>A person for whom the compiled policy did what a finding says.</summary>
/// <param name="Facts">Their facts.</param>
/// <param name="Case">The same as an entry of cases.yaml, ready to be pasted: it expects what the policy does now.</param>
internal sealed record Counterexample(Facts Facts, string Case);

/// <summary>What a change of revision does, among all people that can be.</summary>
/// <param name="Regions">Less care first; empty when both answer everybody alike.</param>
/// <param name="Unfinished">What a budget ended, in words: there may be more of it than the regions say. Empty when everything was compared.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Comparison(ImmutableArray<Region> Regions, ImmutableArray<string> Unfinished, TimeSpan Took)
{
    internal bool Complete => Unfinished.IsEmpty;
}

/// <summary>The people whom one rule answered before and another, or the same one otherwise, answers now.</summary>
/// <param name="Call">At which question.</param>
/// <param name="RuleBefore">Empty when none answered: a gap.</param>
/// <param name="RuleAfter">Empty when none answers.</param>
/// <param name="AnswerBefore">Outcome and step, as in "ENTER HIGH".</param>
/// <param name="AnswerAfter">The same, now.</param>
/// <param name="Where">Who they are among those whom the old rule answered.</param>
/// <param name="IsLower">Less care than before, or a task that is raised no longer.</param>
/// <param name="Certainty">Shown where one of them was built.</param>
/// <param name="Example">One of them; null when none could be built.</param>
internal sealed record Region(
    DecisionCall Call, string RuleBefore, string RuleAfter, string AnswerBefore, string AnswerAfter, string Where, bool IsLower, Certainty Certainty, Counterexample? Example);
