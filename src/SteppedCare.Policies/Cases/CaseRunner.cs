namespace SteppedCare.Policies;

/// <summary>Asks a revision its own cases.</summary>
internal static class CaseRunner
{
    internal static IReadOnlyList<CaseOutcome> Run(IReadOnlyList<PolicyCase> cases, PolicyRevision revision) => [.. cases.Select(each => Run(each, revision))];

    private static CaseOutcome Run(PolicyCase vignette, PolicyRevision revision)
    {
        if (vignette.Faults.Count > 0)
        {
            return new CaseOutcome(vignette.Name, null, vignette.Faults);
        }

        var ruling = vignette.Consent ? revision.Evaluator.Evaluate(vignette.Facts, vignette.Call) : revision.Evaluator.EvaluateSafetyOnly(vignette.Facts, vignette.Call);
        var decision = revision.Explainer.Explain(ruling, vignette.Facts);
        var faults = vignette.Expectations
            .Select(expected => (expected.Line, expected.What, expected.Expected, Actual: ExpectationReader.Actual(decision, expected.What)))
            .Where(each => !string.Equals(each.Expected, each.Actual, StringComparison.OrdinalIgnoreCase))
            .Select(each => new CaseFault(each.Line, $"'{vignette.Name}' expects {each.What} {each.Expected}; the policy says {each.Actual}."));
        var unexpected = vignette.Expectations.Count == 0 ? [new CaseFault(vignette.Line, $"'{vignette.Name}' expects nothing.")] : Array.Empty<CaseFault>();
        return new CaseOutcome(vignette.Name, decision, [.. unexpected, .. faults]);
    }
}

/// <summary>How one case went.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Decision">What the policy answered; null when it could not be asked.</param>
/// <param name="Faults">Empty when all came out as expected.</param>
internal sealed record CaseOutcome(string Name, Decision? Decision, IReadOnlyList<CaseFault> Faults);
