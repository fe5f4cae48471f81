namespace SteppedCare.Policies;

/// <summary>Asks a revision its own cases.</summary>
internal static class CaseRunner
{
    internal static IReadOnlyList<CaseOutcome> Run(IReadOnlyList<PolicyCase> cases, PolicyRevision revision) => [.. cases.Select(each => Run(each, revision))];

    internal static Ruling Ask(PolicyCase vignette, PolicyEvaluator evaluator) =>
        vignette.Consent ? evaluator.Evaluate(vignette.Facts, vignette.Call) : evaluator.EvaluateSafetyOnly(vignette.Facts, vignette.Call);

    /// <summary>Would the author of the case be content with this decision, and with what these rules look at again?</summary>
    internal static bool IsAsExpected(PolicyCase vignette, Decision decision, Rulebook book)
    {
        foreach (var expected in vignette.Expectations)
        {
            if (!IsSaid(expected.Expected, Actual(vignette, expected.What, decision, book)))
            {
                return false;
            }
        }

        return true;
    }

    private static CaseOutcome Run(PolicyCase vignette, PolicyRevision revision)
    {
        if (vignette.Faults.Count > 0)
        {
            return new CaseOutcome(vignette.Name, null, vignette.Faults);
        }

        var decision = revision.Explainer.Explain(Ask(vignette, revision.Evaluator), vignette.Facts);
        var faults = vignette.Expectations
            .Select(expected => (expected.Place, expected.What, expected.Expected, Actual: Actual(vignette, expected.What, decision, revision.Book)))
            .Where(each => !IsSaid(each.Expected, each.Actual))
            .Select(each => new CaseFault(
                each.Place.Line, $"'{vignette.Name}' expects {each.What} {each.Expected}; the policy says {each.Actual}.", each.Place.Column, each.Place.Length));
        var unexpected = vignette.Expectations.Count == 0 ? [new CaseFault(vignette.Line, $"'{vignette.Name}' expects nothing.")] : Array.Empty<CaseFault>();
        return new CaseOutcome(vignette.Name, decision, [.. unexpected, .. faults]);
    }

    private static string Actual(PolicyCase vignette, string what, Decision decision, Rulebook book) =>
        vignette.Episode is { } episode && what.StartsWith(ExpectationReader.Timer, StringComparison.Ordinal)
            ? episode.DayOf(what[ExpectationReader.Timer.Length..], book)
            : ExpectationReader.Actual(decision, what);

    private static bool IsSaid(string expected, string actual) => string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How one case went.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Decision">What the policy answered; null when it could not be asked.</param>
/// <param name="Faults">Empty when all came out as expected.</param>
internal sealed record CaseOutcome(string Name, Decision? Decision, IReadOnlyList<CaseFault> Faults);
