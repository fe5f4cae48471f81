namespace SteppedCare.Policies;

/// <summary>A decision in one line of at most 140 letters.</summary>
internal static class DecisionSummary
{
    private const int Longest = 140;

    internal static string Of(Ruling ruling, ISteppingRule? winner, Ladder ladder)
    {
        var text = ruling switch
        {
            { ByChoice: true } => "Automated support refused: a person decides",
            { Fault: not null } => "The policy failed: a person decides",
            { Outcome: Outcome.Indeterminate, Rule: >= 0 } => "The ladder ends here: a person decides",
            { Outcome: Outcome.Indeterminate } => "No rule holds: a person decides",
            { Outcome: Outcome.InsufficientData, Provisional: Outcome.None } => "An answer is missing: a person decides",
            { Outcome: Outcome.InsufficientData } => $"An answer is missing; provisionally {Name(ruling.Provisional, ruling.ProvisionalStep, winner, ladder)}: {winner?.Rule.Reason}",
            _ => $"{Capital(Name(ruling.Outcome, ruling.Step, winner, ladder))}: {winner?.Rule.Reason}",
        };
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 3), "...");
    }

    private static string Name(Outcome outcome, Step step, ISteppingRule? winner, Ladder ladder) => (outcome, step) switch
    {
        (Outcome.Enter, _) => $"begin at {ladder.LabelOf(step)}",
        (Outcome.Continue, Step.None) => "continue",
        (Outcome.Continue, _) => $"continue at {ladder.LabelOf(step)}",
        (Outcome.StepUp, Step.None) => "step up",
        (Outcome.StepUp, _) => $"step up to {ladder.LabelOf(step)}",
        (Outcome.StepDown, Step.None) => "step down",
        (Outcome.StepDown, _) => $"step down to {ladder.LabelOf(step)}",
        (Outcome.Discharge, _) => "discharge with a plan",
        (Outcome.UrgentReview, _) => "urgent review",
        (Outcome.OutOfScope, _) => $"out of scope, toward {winner?.Toward}",
        _ => "a clinician decides",
    };

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
