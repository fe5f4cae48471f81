namespace SteppedCare;

/// <summary>The part of a service's care that a figure is about.</summary>
/// <param name="Month">The month in which it happened, by the service's calendar.</param>
/// <param name="Step">The step at which care began, as recorded; none before it began.</param>
/// <param name="Problem">The latest descriptor.</param>
/// <param name="Revision">Who advised: <c>policy/version</c>; empty where nothing was decided.</param>
internal readonly record struct Slice(Month Month, Step Step, Problem Problem, string Revision)
{
    /// <summary>The deciding rule, for figures about single decisions; null for all others.</summary>
    internal RulePlace? Rule { get; init; }

    /// <summary>The pseudonymous id of the clinician who confirmed, for figures of their acts alone; null for all others.</summary>
    internal string? Clinician { get; init; }

    /// <summary>The group of people, for figures of groups alone, which have no step, problem or revision; null for all others.</summary>
    internal GroupPlace? Group { get; init; }

    /// <summary>Which of the ways of counting it belongs to.</summary>
    internal SliceFacet Facet => this switch
    {
        { Rule: not null } => SliceFacet.Rule,
        { Clinician: not null } => SliceFacet.Clinician,
        { Group: not null } => SliceFacet.Group,
        _ => SliceFacet.Whole,
    };

    /// <summary>The slice of a group.</summary>
    internal static Slice Of(Month month, GroupPlace group) => new(month, Step.None, Problem.NoDescriptor, "") { Group = group };
}

/// <summary>What is counted beside the whole is kept beside it, so that a report reads no more than it tells. The numbers are kept by stores: never changed.</summary>
internal enum SliceFacet
{
    /// <summary>All of a service's care.</summary>
    Whole = 0,

    /// <summary>Single rules.</summary>
    Rule = 1,

    /// <summary>Single clinicians.</summary>
    Clinician = 2,

    /// <summary>Groups of people.</summary>
    Group = 3,
}

/// <summary>A rule by its place among the triage or review rules of a revision; -1 where none decided.</summary>
internal readonly record struct RulePlace(DecisionCall Call, int Index);
