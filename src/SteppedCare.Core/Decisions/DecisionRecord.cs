using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Which question a decision answers. Numbered in the trajectory's format.</summary>
public enum DecisionCall
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Where should this person enter?</summary>
    Triage = 1,

    /// <summary>Continue, step up, step down or finish?</summary>
    Review = 2,
}

/// <summary>Which revision answers: one immutable script of a named policy.</summary>
/// <param name="Policy">The family, such as <c>talking-therapies</c>.</param>
/// <param name="Version">Its label, such as <c>2026.1</c>.</param>
/// <param name="Digest">SHA-256 of the line-feed-normalised script and the language version, as lower-case hexadecimal.</param>
public sealed record RevisionName(string Policy, string Version, string Digest);

/// <summary>
/// A decision as it is kept: small, and enough to make it again. Explanations are rebuilt from the facts and the revision, never stored.
/// </summary>
public sealed record DecisionRecord
{
    /// <summary>The question answered.</summary>
    public required DecisionCall Call { get; init; }

    /// <summary>The instant it speaks of, fixed at the first attempt.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The revision that answered.</summary>
    public required RevisionName Revision { get; init; }

    /// <summary>The meaning of facts and operators under which it answered.</summary>
    public required int LanguageVersion { get; init; }

    /// <summary>The rollout under which it answered.</summary>
    public required long Epoch { get; init; }

    /// <summary>The deciding rule's place among the triage or review rules; -1 when none decided.</summary>
    public required int Rule { get; init; }

    /// <summary>What was recommended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The step recommended; none where the outcome has none.</summary>
    public required Step Step { get; init; }

    /// <summary>The tasks raised with this decision, each with the instant by which a person must act.</summary>
    public required ImmutableArray<RaisedTask> Tasks { get; init; }

    /// <summary>When the policy asked to look again, as its rule, its review points and the tasks that put risk first have it; null when it asked for nothing.</summary>
    public required DateTimeOffset? NextReview { get; init; }

    /// <summary>
    /// What fell due first once this was decided: the policy's own word, a timer or an open task; null when nothing did. The reply tells this as its next
    /// review. What falls due now is worked out from the whole episode, not read from here.
    /// </summary>
    public required DateTimeOffset? NextDue { get; init; }

    /// <summary>The facts vector the policy answered from.</summary>
    public required ImmutableArray<byte> Facts { get; init; }

    /// <summary>False when the person refused automated support: safety rules ran, nothing else was computed.</summary>
    public required bool Consent { get; init; }

    /// <summary>True when a task came first: the decision is confirmed once a person who saw it has taken on each that did.</summary>
    public bool RiskFirst => Tasks.Any(task => task.RiskFirst);

    /// <summary>True when this task came first.</summary>
    public bool PutsFirst(TaskKind kind) => Tasks.Any(task => task.RiskFirst && task.Kind == kind);
}

/// <summary>A task that a decision raised.</summary>
/// <param name="Kind">What sort of human act.</param>
/// <param name="Due">When a person must have acted.</param>
/// <param name="RiskFirst">It came first: a safety rule raised it before the recommendation.</param>
public readonly record struct RaisedTask(TaskKind Kind, DateTimeOffset Due, bool RiskFirst);
