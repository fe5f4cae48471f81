namespace SteppedCare.Policies;

/// <summary>Asks the invariants of one call: each kind of decision that people whom it is about can get, by the compiled policy itself.</summary>
internal sealed class InvariantQuestions(PolicyRevision revision, CallSpace space)
{
    private readonly ClaimQuestions _claims = new(space);

    internal InvariantVerdict Ask(Invariant invariant, Formula condition)
    {
        var people = space.Space.Where(space.Space.Diagram(condition), truth => truth == FactSpace.True);
        var kinds = space.OneOfEachKind(people, ExpectationParts.Of(invariant.ExpectationText, space.Model));
        foreach (var facts in kinds)
        {
            var decision = revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, space.Call), facts);
            if (!invariant.Expectation!(revision.Explainer.View(decision)))
            {
                return Verdict(
                    invariant, holds: false, Certainty.Shown, $"Broken: {Told(decision)} where {invariant.ExpectationText} is expected.",
                    Witnesses.ExampleOf(revision, space.Call, facts, $"breaks {invariant.Name}"));
            }
        }

        return kinds.IsEmpty
            ? Verdict(invariant, holds: true, Certainty.Proven, "It is about nobody who can be.", null)
            : Verdict(invariant, holds: true, Certainty.Proven, "It holds of everybody whom it is about.", null);
    }

    internal InvariantVerdict AskClaim(Invariant invariant)
    {
        if (_claims.Breaks(invariant) is not var (one, other, followsOthers))
        {
            return Verdict(invariant, holds: true, Certainty.Proven, "It holds of all neighbours.", null);
        }

        var (ruling, changed) = (revision.Evaluator.Evaluate(one, space.Call), revision.Evaluator.Evaluate(other, space.Call));
        var isShown = !followsOthers && ClaimQuestions.IsBroken(invariant.Claim, ruling, changed);
        var (decision, neighbour) = (revision.Explainer.Explain(ruling, one), revision.Explainer.Explain(changed, other));
        return Verdict(
            invariant, holds: false, isShown ? Certainty.Shown : Certainty.Possible,
            $"Broken: one gets {Told(decision)} by '{decision.Rule}', the neighbour {Told(neighbour)} by '{neighbour.Rule}'.",
            Witnesses.ExampleOf(revision, space.Call, one, $"breaks {invariant.Name}"),
            Witnesses.ExampleOf(revision, space.Call, other, $"breaks {invariant.Name}: the neighbour"));
    }

    private static string Told(Decision decision) => new SteppingAnswer(
        0, decision.Outcome, decision.Step, decision.Provisional?.Outcome ?? Outcome.None, decision.Provisional?.Step ?? Step.None, false).ToString();

    private static InvariantVerdict Verdict(Invariant invariant, bool holds, Certainty certainty, string message, Counterexample? example, Counterexample? neighbour = null) =>
        new(invariant.Name, invariant.Hazard, invariant.Call, invariant.Line, holds, certainty, message, example, neighbour);
}
