using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the figures of a report are told apart by.</summary>
internal enum ReportGrouping
{
    /// <summary>All together.</summary>
    None = 0,

    Month = 1,

    /// <summary>The step at which care began.</summary>
    Step = 2,

    /// <summary>The latest descriptor.</summary>
    Problem = 3,

    Revision = 4,

    /// <summary>The deciding rule: what was decided, and what people did with it.</summary>
    Rule = 5,

    /// <summary>Who confirmed: what they did.</summary>
    Clinician = 6,

    Service = 7,
}

/// <summary>One group of a report.</summary>
/// <param name="Name">What it is the group of: a month, a member of a vocabulary, a revision, a service; empty for all together.</param>
/// <param name="Rule">The rule, where rules are told apart.</param>
/// <param name="Counts">Its figures.</param>
internal sealed record ReportGroup(string Name, RulePlace? Rule, IReadOnlyDictionary<Figure, long> Counts)
{
    internal long Of(Figure figure) => Counts.GetValueOrDefault(figure);

    /// <summary>How often each answer was given, the most frequent first.</summary>
    internal IEnumerable<(DecisionCall Call, Outcome Outcome, Step Step, long Count)> Mix => Counts
        .Select(each => (Answer: DecisionFigures.AnswerOf(each.Key), each.Value))
        .Where(each => each.Answer is not null && each.Value != 0)
        .Select(each => (each.Answer!.Value.Call, each.Answer.Value.Outcome, each.Answer.Value.Step, each.Value))
        .OrderBy(each => each.Call).ThenByDescending(each => each.Value).ThenBy(each => each.Outcome).ThenBy(each => each.Step);
}

/// <summary>Adds up totals into the groups of a report.</summary>
internal static class Report
{
    /// <summary>What a grouping tells.</summary>
    internal static SliceFacet FacetOf(ReportGrouping grouping) => grouping switch
    {
        ReportGrouping.Rule => SliceFacet.Rule,
        ReportGrouping.Clinician => SliceFacet.Clinician,
        _ => SliceFacet.Whole,
    };

    /// <summary>The groups that have any figure, in the order of their vocabulary, or by name.</summary>
    internal static ImmutableArray<ReportGroup> Of(IReadOnlyDictionary<ReportKey, Dictionary<Figure, long>> totals) =>
    [
        .. totals.OrderBy(group => group.Key.Order).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Rule?.Call).ThenBy(group => group.Key.Rule?.Index)
            .Select(group => new ReportGroup(group.Key.Name, group.Key.Rule, group.Value)),
    ];

    /// <summary>
    /// The group that a slice belongs to. Null for one that this grouping does not speak of: single rules, clinicians and groups of people are counted beside the
    /// whole, not in it.
    /// </summary>
    internal static ReportKey? KeyOf(string service, Slice slice, ReportGrouping grouping) => (grouping, slice) switch
    {
        (_, { Group: not null }) => null,
        (ReportGrouping.Rule, { Rule: { } rule }) => new(0, slice.Revision, rule),
        (ReportGrouping.Clinician, { Clinician: { } clinician }) => new(0, clinician, null),
        (ReportGrouping.Rule or ReportGrouping.Clinician, _) or (_, { Rule: not null }) or (_, { Clinician: not null }) => null,
        (ReportGrouping.Month, _) => new(0, slice.Month.ToString(), null),
        (ReportGrouping.Step, _) => new((int)slice.Step, slice.Step.ToString(), null),
        (ReportGrouping.Problem, _) => new((int)slice.Problem, slice.Problem.ToString(), null),
        (ReportGrouping.Revision, _) => new(0, slice.Revision, null),
        (ReportGrouping.Service, _) => new(0, service, null),
        _ => new(0, "", null),
    };
}

/// <summary>Which group of a report.</summary>
/// <param name="Order">Its place in its vocabulary.</param>
/// <param name="Name">What it is the group of.</param>
/// <param name="Rule">The rule, where rules are told apart.</param>
internal readonly record struct ReportKey(int Order, string Name, RulePlace? Rule);
