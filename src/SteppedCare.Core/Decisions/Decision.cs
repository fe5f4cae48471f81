using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the service recommends for one person at one moment, and why. Never final by itself: a clinician confirms it.</summary>
public sealed record Decision
{
    /// <summary>The question answered.</summary>
    public required DecisionCall Call { get; init; }

    /// <summary>What is recommended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The step that care enters, goes to or stays at; none where the outcome has none, and none where it is not known.</summary>
    public required Step Step { get; init; }

    /// <summary>The answer that the missing facts could still change; only with <see cref="Outcome.InsufficientData"/>, and null when there is none.</summary>
    public ProvisionalAnswer? Provisional { get; init; }

    /// <summary>The rule that decided, or decided provisionally; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>The rule's place among the triage or review rules; -1 when none decided.</summary>
    public int RuleIndex { get; init; } = -1;

    /// <summary>Other answers that are reasonable here.</summary>
    public ImmutableArray<Outcome> Alternatives { get; init; } = [];

    /// <summary>What a clinician should know beside the recommendation, ascending, each once.</summary>
    public ImmutableArray<Flag> Flags { get; init; } = [];

    /// <summary>Formats that do not suit the person; ascending, each once.</summary>
    public ImmutableArray<Format> ExcludedFormats { get; init; } = [];

    /// <summary>Formats that suit the person better; ascending, each once, none of them excluded.</summary>
    public ImmutableArray<Format> PreferredFormats { get; init; } = [];

    /// <summary>Human acts with a time box; one a kind, the most urgent first.</summary>
    public ImmutableArray<DecisionTask> Tasks { get; init; } = [];

    /// <summary>What a clinician goes through before confirming.</summary>
    public ImmutableArray<Checklist> Checklists { get; init; } = [];

    /// <summary>Days within which the recommendation is carried out; null where the rule says nothing.</summary>
    public int? WithinDays { get; init; }

    /// <summary>Days within which to look again by this rule; null where the rule says nothing and the step's review point holds.</summary>
    public int? ReviewWithinDays { get; init; }

    /// <summary>
    /// From the decision to the moment when somebody looks again: the due time of the task that puts risk first; else what the rule says; else the review
    /// point of the step; a week where no answer could be given. Null when nothing more is due.
    /// </summary>
    public TimeSpan? NextReviewAfter { get; init; }

    /// <summary>The service that fits better; null unless out of scope.</summary>
    public string? Toward { get; init; }

    /// <summary>Facts that are unknown and could have changed the answer.</summary>
    public ImmutableArray<string> MissingFacts { get; init; } = [];

    /// <summary>Facts that were read as "not stated". Never to be called "no risk".</summary>
    public ImmutableArray<string> NotStated { get; init; } = [];

    /// <summary>Facts that a safety rule needed and that nobody has answered.</summary>
    public ImmutableArray<string> UnansweredSafety { get; init; } = [];

    /// <summary>Every rule that spoke: the deciding one, then safety, then adjust.</summary>
    public ImmutableArray<DecisionReason> Reasons { get; init; } = [];

    /// <summary>The recommendation and its reason in at most 140 letters.</summary>
    public required string Summary { get; init; }

    /// <summary>A risk task comes first; the recommendation stands beneath it.</summary>
    public bool RiskFirst => Flags.Contains(Flag.RiskFirst);
}

/// <summary>What would be recommended if the missing facts changed nothing.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Step">The step it leads to; none where it has none.</param>
public sealed record ProvisionalAnswer(Outcome Outcome, Step Step);

/// <summary>A task that the decision raises.</summary>
/// <param name="Kind">What sort of human act; <see cref="TimeBoxes"/> says how soon.</param>
/// <param name="Act">What it asks for.</param>
/// <param name="Rule">The safety rule that raised it first.</param>
/// <param name="RiskFirst">A safety rule that raised it puts it before the recommendation.</param>
public sealed record DecisionTask(TaskKind Kind, string Act, string Rule, bool RiskFirst);

/// <summary>Why one rule spoke.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Text">Its reason, one line.</param>
/// <param name="Condition">Its condition as the author wrote it.</param>
/// <param name="Values">The facts the condition reads, with their values in words.</param>
/// <param name="Sources">Where the rule comes from.</param>
/// <param name="IsUnanswered">It spoke because it could not be answered.</param>
public sealed record DecisionReason(
    string Rule, string Text, string Condition, ImmutableArray<FactValue> Values, ImmutableArray<string> Sources, bool IsUnanswered);

/// <summary>A fact and its value in words.</summary>
/// <param name="Fact">As a policy writes it after <c>p.</c></param>
/// <param name="Value">Such as "16", "yes", "not stated", "unknown".</param>
public sealed record FactValue(string Fact, string Value);
