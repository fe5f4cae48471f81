using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What a revision recommends for one person, in full. Rebuilt from the facts whenever it is needed, never stored.</summary>
public sealed record Decision
{
    /// <summary>What is recommended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The step, of ENTER, CONTINUE, STEP_UP and STEP_DOWN; otherwise none.</summary>
    public required Step Step { get; init; }

    /// <summary>With INSUFFICIENT_DATA: the outcome if the missing answers change nothing; otherwise none.</summary>
    public Outcome ProvisionalOutcome { get; init; }

    /// <summary>The step of the provisional outcome.</summary>
    public Step ProvisionalStep { get; init; }

    /// <summary>The deciding rule's place among the triage or review rules; -1 when none decided.</summary>
    public required int RuleIndex { get; init; }

    /// <summary>The deciding rule's name; empty when none decided.</summary>
    public required string Rule { get; init; }

    /// <summary>Other outcomes that are as defensible.</summary>
    public ImmutableArray<Outcome> Alternatives { get; init; } = [];

    /// <summary>What a clinician should know beside the recommendation, in the order of the list.</summary>
    public ImmutableArray<Flag> Flags { get; init; } = [];

    /// <summary>Formats in which care should not be given.</summary>
    public ImmutableArray<Format> ExcludedFormats { get; init; } = [];

    /// <summary>Formats that suit, less those excluded.</summary>
    public ImmutableArray<Format> PreferredFormats { get; init; } = [];

    /// <summary>The tasks to raise, one of a kind, most urgent first.</summary>
    public ImmutableArray<AdvisedTask> Tasks { get; init; } = [];

    /// <summary>What must be gone through before confirming.</summary>
    public ImmutableArray<Checklist> Checklists { get; init; } = [];

    /// <summary>Days within which the recommended act should have begun; null where the policy gives none.</summary>
    public int? WithinDays { get; init; }

    /// <summary>Days after which to look again by the deciding rule's own word; null where the timers alone say.</summary>
    public int? ReviewWithinDays { get; init; }

    /// <summary>With OUT_OF_SCOPE: the service that fits better; otherwise empty.</summary>
    public string Toward { get; init; } = "";

    /// <summary>One line of at most 140 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>Every rule that took part, the deciding one first.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>Facts without which the advice could be another, or a safety rule could not be answered; by the names policies use.</summary>
    public ImmutableArray<string> MissingFacts { get; init; } = [];

    /// <summary>Stated facts the rules looked at about which nothing was stated.</summary>
    public ImmutableArray<string> NotStatedFacts { get; init; } = [];

    /// <summary>A risk task comes first; the recommendation stands beneath it.</summary>
    public bool RiskFirst => Flags.Contains(Flag.RiskFirst);
}

/// <summary>A task that a decision asks for.</summary>
/// <param name="Kind">What sort of human act; its time box is <see cref="TaskKind"/>'s own.</param>
/// <param name="Text">What to do.</param>
public readonly record struct AdvisedTask(TaskKind Kind, string Text);

/// <summary>Why a rule applied.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Text">Its reason in words.</param>
/// <param name="Condition">Its condition as written; empty for a rule that applies otherwise.</param>
/// <param name="Facts">The facts it read, with their values in words.</param>
/// <param name="Sources">Guidelines, studies, or <c>Judgement: ...</c>.</param>
public sealed record Reason(string Rule, string Text, string Condition, ImmutableArray<FactValue> Facts, ImmutableArray<string> Sources);

/// <summary>A fact and its value in words: a number, yes, no, a name, "unknown", "not stated" or "none".</summary>
/// <param name="Fact">Its name as policies write it.</param>
/// <param name="Value">Its value.</param>
public readonly record struct FactValue(string Fact, string Value);
