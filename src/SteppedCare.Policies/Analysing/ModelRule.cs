using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>One rule of a revision as data.</summary>
internal sealed record ModelRule
{
    internal required RuleKind Kind { get; init; }

    internal required string Name { get; init; }

    /// <summary>Where it stands in the script.</summary>
    internal required int Line { get; init; }

    internal required Formula Condition { get; init; }

    /// <summary>Of triage and review rules.</summary>
    internal Outcome Outcome { get; init; }

    /// <summary>The step that care enters.</summary>
    internal Step Step { get; init; }

    internal ImmutableArray<Outcome> Alternatives { get; init; } = [];

    internal ImmutableArray<Flag> Flags { get; init; } = [];

    /// <summary>Of safety rules.</summary>
    internal TaskKind Task { get; init; }

    internal TaskKind IfUnknown { get; init; }

    internal bool PutsRiskFirst { get; init; }

    /// <summary>Of adjust rules.</summary>
    internal ImmutableArray<Format> Excludes { get; init; } = [];

    internal ImmutableArray<Format> Prefers { get; init; } = [];

    /// <summary>Time boxes, checklists, words: what else the answer says, to be compared.</summary>
    internal string Rest { get; init; } = "";

    /// <summary>Outcome and step are the same.</summary>
    internal bool HasEffectOf(ModelRule other) => Outcome == other.Outcome && Step == other.Step;
}
