using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Tells whether changed copies of one policy answer everybody as it does. Keeps the policy's diagrams, cut one value finer than its constants, and makes anew only
/// what a copy changed.
/// </summary>
internal sealed class PolicyEquality
{
    private readonly PolicyModel _model;
    private readonly AnalysisLimits _limits;
    private readonly Lazy<FactSpace> _always;
    private readonly Dictionary<DecisionCall, SteppingDiagram> _lists = [];
    private readonly Dictionary<DecisionCall, FactSpace> _spaces = [];

    internal PolicyEquality(PolicyModel model, AnalysisLimits limits)
    {
        (_model, _limits) = (model, limits);
        _always = new Lazy<FactSpace>(() => SpaceOf(model.Safety.Concat(model.Adjust)));
    }

    /// <summary>The same rules with the same effects, perhaps under other conditions.</summary>
    /// <exception cref="DiagramBudgetException">The budget of nodes is spent.</exception>
    internal bool IsEqual(PolicyModel other) =>
        AreAlike(_model.Safety, other.Safety) && AreAlike(_model.Adjust, other.Adjust)
        && IsEqual(DecisionCall.Triage, other.Triage) && IsEqual(DecisionCall.Review, other.Review);

    // All of these run, and what is unknown shows.
    private bool AreAlike(ImmutableArray<ModelRule> rules, ImmutableArray<ModelRule> others) => rules.Zip(others).All(pair =>
    {
        if (ReferenceEquals(pair.First.Condition, pair.Second.Condition))
        {
            return true;
        }

        var space = _always.Value.Represents(pair.Second.Condition) ? _always.Value : SpaceOf([pair.First, pair.Second]);
        return !DiagramSearch.Differ(space, space.Diagram(pair.First.Condition), space.Diagram(pair.Second.Condition));
    });

    private bool IsEqual(DecisionCall call, ImmutableArray<ModelRule> others)
    {
        var rules = _model.RulesOf(call);
        var changed = rules.Zip(others).Where(pair => !ReferenceEquals(pair.First.Condition, pair.Second.Condition)).Select(pair => pair.Second).ToList();
        if (changed.Count == 0)
        {
            return true;
        }

        if (!_spaces.TryGetValue(call, out var space))
        {
            _spaces[call] = space = SpaceOf(rules);
            _lists[call] = SteppingDiagram.Of(space, rules, _model.Ladder);
        }

        if (changed.All(rule => space.Represents(rule.Condition)))
        {
            return !DiagramSearch.Differ(space, _lists[call].Answer, _lists[call].With(others).Answer);
        }

        var wider = SpaceOf(rules.Concat(changed));
        var list = SteppingDiagram.Of(wider, rules, _model.Ladder);
        return !DiagramSearch.Differ(wider, list.Answer, list.With(others).Answer);
    }

    private FactSpace SpaceOf(IEnumerable<ModelRule> rules) => new(
        [.. rules.SelectMany(rule => Finer(rule.Condition)).Select(condition => (condition, 0))], [_model.Norms], _limits);

    private static IEnumerable<Formula> Finer(Formula condition) => condition.Leaves().SelectMany(leaf => leaf is Formula.Test { Fact.Kind: FactKind.Score or FactKind.Count, Runs: var runs } test
        ? new[] { leaf, test with { Runs = Moved(runs, -1) }, test with { Runs = Moved(runs, +1) } }
        : [leaf]);

    private static ImmutableArray<Run> Moved(ImmutableArray<Run> runs, int by) =>
        [.. runs.Select(run => new Run(run.From is FactCode.Unknown + 1 ? run.From : run.From + by, run.To == int.MaxValue ? run.To : run.To + by))];
}
