namespace SteppedCare.Server.Rollouts;

/// <summary>Whether one answer gives a person less than another: a lower step, an end of care, or a task that nobody is given any more.</summary>
internal static class LessCare
{
    internal static bool Is(Decision before, Decision after) =>
        RankOf(after) < RankOf(before) || before.Tasks.Any(task => after.Tasks.All(other => other.Kind != task.Kind || task.RiskFirst && !other.RiskFirst));

    // A human who looks is more than any step; the end, and another service, are less than any.
    private static int RankOf(Decision decision) => decision.Outcome switch
    {
        Outcome.Discharge or Outcome.OutOfScope => -1,
        Outcome.UrgentReview or Outcome.HumanReview or Outcome.InsufficientData or Outcome.Indeterminate => int.MaxValue,
        _ => (int)decision.Step,
    };
}
