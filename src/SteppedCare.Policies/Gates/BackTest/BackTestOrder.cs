namespace SteppedCare.Policies;

/// <summary>
/// Which of two answers is less care. A lower step is; among answers of one step, ending care is less than carrying on, and both are less than a person who decides:
/// nobody is worse off for being looked at. Where a step is unknown only the outcomes are compared.
/// </summary>
internal static class BackTestOrder
{
    internal static bool IsLower(BackTestAnswer before, BackTestAnswer after)
    {
        var (rankBefore, rankAfter) = (RankOf(before), RankOf(after));
        return rankAfter < rankBefore;
    }

    // Discharge ends care; steps follow in order, stepping up or down counted at the step it leads to; humans come last.
    private static int RankOf(BackTestAnswer answer) => answer.Outcome switch
    {
        Outcome.Discharge => 0,
        Outcome.OutOfScope => 1,
        Outcome.HumanReview or Outcome.InsufficientData or Outcome.Indeterminate => 20,
        Outcome.UrgentReview => 21,
        Outcome.StepUp when answer.Step == Step.None => 19,
        _ => 10 + (int)answer.Step,
    };
}
