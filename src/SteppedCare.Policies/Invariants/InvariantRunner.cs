namespace SteppedCare.Policies;

/// <summary>
/// Asks invariants of a revision's decisions about generated people. It shows a broken one; it does not prove a whole one, which the analyser does. Claims about two
/// neighbours are left to the analyser: a generated person has none.
/// </summary>
internal static class InvariantRunner
{
    /// <param name="invariants">What must hold.</param>
    /// <param name="revision">Of this revision.</param>
    /// <param name="seed">The same seed gives the same people.</param>
    /// <param name="people">How many people each of the two calls is asked about.</param>
    internal static IReadOnlyList<InvariantOutcome> Run(InvariantSet invariants, PolicyRevision revision, int seed, int people)
    {
        var single = invariants.Invariants.Where(invariant => invariant.Claim == ClaimKind.None).ToList();
        var outcomes = single.Select(invariant => new InvariantOutcome(invariant.Name, invariant.Hazard)).ToList();
        foreach (var call in new[] { DecisionCall.Triage, DecisionCall.Review })
        {
            var asked = single.Select((invariant, index) => (Invariant: invariant, Outcome: outcomes[index])).Where(pair => pair.Invariant.Call == call).ToList();
            var random = new RandomFacts(seed);
            for (var person = 0; person < people && asked.Count > 0; person++)
            {
                Ask(asked, revision, random.Next(call), call);
            }
        }

        return outcomes;
    }

    private static void Ask(List<(Invariant Invariant, InvariantOutcome Outcome)> asked, PolicyRevision revision, Facts facts, DecisionCall call)
    {
        Case person = call == DecisionCall.Triage ? new TriageCase(facts) : new ReviewCase(facts);
        DecisionView? view = null;
        foreach (var (invariant, outcome) in asked)
        {
            if (!invariant.Condition(person).IsTrue)
            {
                continue;
            }

            outcome.Concerned++;
            view ??= revision.Explainer.View(revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, call), facts));
            if (!invariant.Expectation!(view))
            {
                outcome.Broken++;
                outcome.Example ??= FactsText.Of(facts);
            }
        }
    }
}

/// <summary>How one invariant fared.</summary>
internal sealed class InvariantOutcome(string name, string hazard)
{
    internal string Name { get; } = name;

    internal string Hazard { get; } = hazard;

    /// <summary>People whom its condition is about. None means that nothing was shown.</summary>
    internal int Concerned { get; set; }

    internal int Broken { get; set; }

    /// <summary>Somebody who breaks it, ready for the <c>facts</c> of a case.</summary>
    internal string? Example { get; set; }
}
