using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Which list a rule stands in.</summary>
internal enum RuleKind
{
    Safety,
    Triage,
    Review,
    Adjust,
}

/// <summary>One rule as registered: its condition ready to run, its words, and where it stands in the script.</summary>
internal abstract class Rule(RuleKind kind, string name)
{
    internal RuleKind Kind { get; } = kind;

    internal string Name { get; } = name;

    /// <summary>The condition as the author wrote it; "otherwise" for the rule that stands last.</summary>
    internal string ConditionText { get; set; } = "otherwise";

    internal bool IsOtherwise { get; set; }

    internal int Line { get; set; }

    internal string Reason { get; set; } = "";

    internal Source Source { get; set; }

    internal List<Flag> Flags { get; } = [];

    internal bool IsFinished { get; set; }
}

/// <summary>A rule over one kind of case.</summary>
internal abstract class Rule<TCase>(RuleKind kind, string name) : Rule(kind, name)
    where TCase : Case
{
    private static readonly Func<TCase, Truth> s_always = static _ => Truth.True;

    internal Func<TCase, Truth> Condition { get; set; } = s_always;
}

/// <summary>A triage or review rule: the first that holds decides.</summary>
internal sealed class SteppingRule<TCase>(RuleKind kind, string name) : Rule<TCase>(kind, name), ISteppingRule
    where TCase : Case
{
    public Outcome Outcome { get; set; }

    public Step Step { get; set; }

    public TimeBox? Within { get; set; }

    public TimeBox? ReviewWithin { get; set; }

    public string? Toward { get; set; }

    public List<Outcome> Alternatives { get; } = [];

    public List<Checklist> Checklists { get; } = [];

    Rule ISteppingRule.Rule => this;
}

/// <summary>What a triage and a review rule have in common.</summary>
internal interface ISteppingRule
{
    Rule Rule { get; }

    Outcome Outcome { get; }

    /// <summary>The step that care enters; none for the other outcomes.</summary>
    Step Step { get; }

    TimeBox? Within { get; }

    TimeBox? ReviewWithin { get; }

    string? Toward { get; }

    List<Outcome> Alternatives { get; }

    List<Checklist> Checklists { get; }
}

/// <summary>A safety rule: all of them run, always.</summary>
internal sealed class SafetyRule(string name) : Rule<Case>(RuleKind.Safety, name)
{
    internal TaskKind Task { get; set; }

    internal string Act { get; set; } = "";

    /// <summary>The task raised when the rule cannot be answered; none lists the fact only.</summary>
    internal TaskKind IfUnknown { get; set; }

    internal bool PutsRiskFirst { get; set; }
}

/// <summary>An adjust rule: all of them run; an unknown one fires as well.</summary>
internal sealed class AdjustRule(string name) : Rule<Case>(RuleKind.Adjust, name)
{
    internal List<Format> Excludes { get; } = [];

    internal List<Format> Prefers { get; } = [];
}

/// <summary>At this step a review is due after so many attended sessions, or so many days, whichever comes first.</summary>
internal sealed record ReviewAtRule(Step Step, int Sessions, int WithinDays, int Line);

/// <summary>A count that is looked at when it reaches each of these numbers, at one step or wherever care is.</summary>
internal sealed record WatchRule(string Name, FactNumber Fact, ImmutableArray<int> Thresholds, TaskKind Task, int Line)
{
    /// <summary>The only step at which it is looked at; none where it always is.</summary>
    internal Step Step { get; init; }

    /// <summary>Whether the script named a step, so that naming none of the ladder is a slip.</summary>
    internal bool IsAtStep { get; init; }

    /// <summary>Why; null where the script does not say.</summary>
    internal string? Reason { get; init; }

    internal Source Source { get; init; }
}
