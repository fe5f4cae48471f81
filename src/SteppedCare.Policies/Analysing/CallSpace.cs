namespace SteppedCare.Policies;

/// <summary>One call of one revision over all the people whom its rules and invariants tell apart.</summary>
internal sealed class CallSpace
{
    private readonly Dictionary<Work, int> _works = [];
    private readonly Lazy<Storyteller> _storyteller;

    internal CallSpace(PolicyModel model, DecisionCall call, IReadOnlyList<Formula> invariants, AnalysisLimits limits)
    {
        (Model, Call) = (model, call);
        var always = model.Safety.Concat(model.Adjust).Select(rule => rule.Condition);
        IEnumerable<Formula> asked = [.. model.RulesOf(call).Select(rule => rule.Condition), .. always, .. AnswerDiagram.Asked(call), .. invariants];
        Space = new FactSpace([.. asked.Select(condition => (condition, 0))], [model.Norms], limits);
        Answers = AnswerDiagram.Of(Space, call, model);
        _storyteller = new Lazy<Storyteller>(() => new Storyteller(Space, call));
    }

    internal PolicyModel Model { get; }

    internal DecisionCall Call { get; }

    internal FactSpace Space { get; }

    internal AnswerDiagram Answers { get; }

    internal Storyteller Storyteller => _storyteller.Value;

    /// <summary>The set of those for whom it is done.</summary>
    internal int Done(Work work)
    {
        if (!_works.TryGetValue(work, out var set))
        {
            _works[work] = set = work.DoneFor(Space, Model);
        }

        return set;
    }

    /// <summary>Which kinds of decision, told apart by some of their parts, some people get: a function that is 0 of nobody.</summary>
    internal int Kinds(int people, ExpectationParts parts)
    {
        IEnumerable<int> told = [.. parts.Works.Select(Done), .. parts.Facts.Select(fact => Space.Diagram(fact)), .. parts.Answer ? [Answers.Diagram] : Array.Empty<int>()];
        return told.Aggregate(Space.Both.Of(Space.Possible, people), (kinds, part) =>
        {
            var known = new Dictionary<(int, int), int>();
            return new DiagramJoin(
                Space.Store, (kind, value) => known.TryGetValue((kind, value), out var number) ? number : known[(kind, value)] = known.Count + 1, kind => kind == 0 ? 0 : null)
                .Of(kinds, part);
        });
    }
}
