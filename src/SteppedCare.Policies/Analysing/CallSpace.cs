using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>One call of one revision over all the people whom its rules and invariants tell apart.</summary>
internal sealed class CallSpace
{
    private readonly Dictionary<Work, int> _works = [];

    internal CallSpace(PolicyModel model, DecisionCall call, IReadOnlyList<Formula> invariants, AnalysisLimits limits)
    {
        (Model, Call) = (model, call);
        var always = model.Safety.Concat(model.Adjust).Select(rule => rule.Condition);
        IEnumerable<Formula> asked = [.. model.RulesOf(call).Select(rule => rule.Condition), .. always, .. AnswerDiagram.Asked(call), .. invariants];
        Space = new FactSpace([.. asked.Select(condition => (condition, 0))], [], [model.Norms], limits);
        Answers = AnswerDiagram.Of(Space, call, model);
    }

    internal PolicyModel Model { get; }

    internal DecisionCall Call { get; }

    internal FactSpace Space { get; }

    internal AnswerDiagram Answers { get; }

    /// <summary>The set of those for whom it is done.</summary>
    internal int Done(Work work)
    {
        if (!_works.TryGetValue(work, out var set))
        {
            _works[work] = set = work.DoneFor(Space, Model);
        }

        return set;
    }

    /// <summary>Which kinds of decision, told apart by some of their parts, some people get: one of the people for each.</summary>
    internal ImmutableArray<Facts> OneOfEachKind(int people, ExpectationParts parts)
    {
        IEnumerable<int> told = [.. parts.Works.Select(Done), .. parts.Facts.Select(fact => Space.Diagram(fact)), .. parts.Answer ? [Answers.Diagram] : Array.Empty<int>()];
        var kinds = new Dictionary<(int, int), int>();
        var diagram = Space.Map(Space.Both.Of(Space.Possible, people), inside => inside - 1);
        foreach (var part in told)
        {
            kinds.Clear();
            diagram = new DiagramJoin(
                Space.Store, (kind, value) => kinds.TryGetValue((kind, value), out var known) ? known : kinds[(kind, value)] = kinds.Count, kind => kind < 0 ? -1 : null)
                .Of(diagram, part);
        }

        var found = ImmutableArray.CreateBuilder<Facts>();
        foreach (var kind in DiagramSearch.ValuesOf(Space.Store, diagram).Where(kind => kind >= 0).Order())
        {
            found.Add(Witnesses.FactsOf(Space, DiagramSearch.Find(Space.Store, [Space.Possible, diagram], values => values[1] == kind)!));
        }

        return found.ToImmutable();
    }
}
