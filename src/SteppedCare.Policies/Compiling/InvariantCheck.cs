namespace SteppedCare.Policies;

/// <summary>What a finished set of invariants must be: each with an expectation and the hazard it answers.</summary>
internal static class InvariantCheck
{
    internal static IReadOnlyList<Refusal> Check(InvariantBook book, IReadOnlyList<RuleReading> readings)
    {
        var refusals = new List<Refusal>();
        foreach (var reading in readings.Where(reading => !book.Invariants.Any(invariant => invariant.Name == reading.Name && invariant.Expectation is not null)))
        {
            refusals.Add(new Refusal(CompilerStage.Rulebook, "SC060", reading.Line, reading.Column, $"'{reading.Name}' does not end in Expect(...).", Length: reading.Length));
        }

        foreach (var invariant in book.Invariants.Where(invariant => string.IsNullOrWhiteSpace(invariant.Hazard) || string.IsNullOrWhiteSpace(invariant.Name)))
        {
            refusals.Add(new Refusal(CompilerStage.Rulebook, "SC062", invariant.Line, 1, $"'{invariant.Name}' wants a name and the hazard it answers."));
        }

        return refusals;
    }
}
