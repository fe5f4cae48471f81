namespace SteppedCare.Policies;

/// <summary>Asks the invariants of one call: each kind of decision that people whom it is about can get, by the compiled policy itself.</summary>
internal sealed class InvariantQuestions(PolicyRevision revision, CallSpace space)
{
    private readonly ClaimQuestions _claims = new(space);

    internal InvariantVerdict Ask(Invariant invariant, Formula condition)
    {
        var people = space.Space.Where(space.Space.Diagram(condition), truth => truth == FactSpace.True);
        var kinds = space.Kinds(people, ExpectationParts.Of(invariant.ExpectationText, space.Model));
        var ways = DiagramSearch.WaysOf(space.Space.Store, kinds);
        ways.Remove(0);
        Facts? likely = null;
        foreach (var (kind, way) in ways)
        {
            var facts = Witnesses.FactsOf(space.Space, way);
            if (IsKept(invariant, facts))
            {
                continue;
            }

            likely ??= facts;
            if (space.Storyteller.Tell([kinds], values => values[0] == kind, person => condition.Ask(person.Facts[0]).IsTrue && !IsKept(invariant, person.Facts[0])) is { } shown)
            {
                return Broken(invariant, Certainty.Shown, Witnesses.ExampleOf(revision, space.Call, shown, view: 0, $"breaks {invariant.Name}"));
            }
        }

        return likely is not null ? Broken(invariant, Certainty.Possible, Witnesses.ExampleOf(revision, space.Call, likely, $"breaks {invariant.Name}"))
            : Verdict(invariant, holds: true, Certainty.Proven, ways.Count == 0 ? "It is about nobody who can be." : "It holds of everybody whom it is about.", null);
    }

    internal InvariantVerdict AskClaim(Invariant invariant)
    {
        if (_claims.Breaks(invariant, Ruled) is not var (one, other, told))
        {
            return Verdict(invariant, holds: true, Certainty.Proven, "It holds of all neighbours.", null);
        }

        var (decision, neighbour) = (DecisionOn(one), DecisionOn(other));
        var (first, second) = ($"breaks {invariant.Name}", $"breaks {invariant.Name}: the neighbour");
        return Verdict(
            invariant, holds: false, told is null ? Certainty.Possible : Certainty.Shown,
            $"Broken: one gets {Told(decision)} by '{decision.Rule}', the neighbour {Told(neighbour)} by '{neighbour.Rule}'.",
            told is var (who, _) ? Witnesses.ExampleOf(revision, space.Call, who, view: 0, first) : Witnesses.ExampleOf(revision, space.Call, one, first),
            told is var (_, beside) ? Witnesses.ExampleOf(revision, space.Call, beside, view: 0, second) : Witnesses.ExampleOf(revision, space.Call, other, second));
    }

    private Ruling Ruled(Facts facts) => revision.Evaluator.Evaluate(facts, space.Call);

    private Decision DecisionOn(Facts facts) => revision.Explainer.Explain(Ruled(facts), facts);

    private bool IsKept(Invariant invariant, Facts facts) => invariant.Expectation!(revision.Explainer.View(DecisionOn(facts)));

    private InvariantVerdict Broken(Invariant invariant, Certainty certainty, Counterexample example) => Verdict(
        invariant, holds: false, certainty, $"Broken: {Told(DecisionOn(example.Facts))} where {invariant.ExpectationText} is expected.", example);

    private static string Told(Decision decision) => new SteppingAnswer(
        0, decision.Outcome, decision.Step, decision.Provisional?.Outcome ?? Outcome.None, decision.Provisional?.Step ?? Step.None, false).ToString();

    private static InvariantVerdict Verdict(Invariant invariant, bool holds, Certainty certainty, string message, Counterexample? example, Counterexample? neighbour = null) =>
        new(invariant.Name, invariant.Hazard, invariant.Call, invariant.Line, holds, certainty, message, example, neighbour);
}
