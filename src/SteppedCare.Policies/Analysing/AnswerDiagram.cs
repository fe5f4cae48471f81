using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SteppedCare.Policies;

/// <summary>What the triage or review rules of one revision answer everybody in a space, in full: with the step that the answer leads to.</summary>
internal sealed class AnswerDiagram
{
    private readonly List<SteppingAnswer> _answers = [];
    private readonly Dictionary<SteppingAnswer, int> _places = [];

    private AnswerDiagram(FactSpace space, SteppingDiagram list, FactVariable? step)
    {
        List = list;
        var present = step is null ? space.Store.Leaf(0) : space.OfBranches(step, branch => branch == step.Unknown ? 0 : step.Runs[branch][0].From);
        Diagram = new DiagramJoin(space.Store, (value, at) => PlaceOf(list.AnswerOf(value, (Step)at))).Of(list.Answer, present);
    }

    internal SteppingDiagram List { get; }

    /// <summary>For each person the place of the answer; see <see cref="this[int]"/>.</summary>
    internal int Diagram { get; }

    /// <summary>The places of answers that people who can be get; -1 of those who cannot.</summary>
    internal int Given(FactSpace space) =>
        new DiagramJoin(space.Store, (possible, place) => possible == 1 ? place : -1, possible => possible == 0 ? -1 : null).Of(space.Possible, Diagram);

    internal SteppingAnswer this[int place] => _answers[place];

    internal static AnswerDiagram Of(FactSpace space, DecisionCall call, PolicyModel model, int view = 0) =>
        new(space, SteppingDiagram.Of(space, model.RulesOf(call), model.Ladder, view), call == DecisionCall.Review ? space.Find(FactNumber.Step) : null);

    /// <summary>What a space must tell apart beside the conditions: at a review, where care is.</summary>
    internal static IEnumerable<Formula> Asked(DecisionCall call) => call == DecisionCall.Review
        ? Enum.GetValues<Step>().Where(step => step != Step.None).Select(step => new Formula.Test(FactTable.Of(FactNumber.Step), ImmutableArray.Create(new Run((int)step, (int)step))))
        : [];

    private int PlaceOf(SteppingAnswer answer)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, answer, out var exists);
        if (!exists)
        {
            place = _answers.Count;
            _answers.Add(answer);
        }

        return place;
    }
}
