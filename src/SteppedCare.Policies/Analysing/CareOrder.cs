namespace SteppedCare.Policies;

/// <summary>Which answer is more care: a step less than a higher one, ending or stepping down less than going on, less than stepping up; a person's judgement most.</summary>
internal static class CareOrder
{
    private const int Human = 100;

    internal static int Of(SteppingAnswer answer, Ladder ladder) => answer.Outcome switch
    {
        Outcome.Enter => ladder.RankOf(answer.Step),
        Outcome.Discharge or Outcome.StepDown => 0,
        Outcome.Continue => 1,
        Outcome.StepUp => 2,
        _ => Human,
    };
}
