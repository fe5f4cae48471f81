namespace SteppedCare.Policies;

/// <summary>
/// The one order of care: of claims, of comparisons and of back-tests. Ending care is less than stepping down, that less than going on, that less than stepping up; a
/// step less than a higher one of the catalogue; a person's judgement most. A missing answer counts as what is recommended until it comes. Nobody answered, and
/// sent elsewhere, are least: never more care.
/// </summary>
internal static class CareOrder
{
    internal const int Human = 100;

    private const int Failed = 0;
    private const int SentElsewhere = 1;
    private const int Nothing = 2;
    private const int Ended = 3;
    private const int FirstStep = 10;

    internal static int Of(SteppingAnswer answer) => Of(Leaning(answer), answer.Provisional == Outcome.None ? answer.Step : answer.ProvisionalStep);

    internal static int Of(Outcome outcome, Step step) => outcome switch
    {
        Outcome.Indeterminate => Failed,
        Outcome.OutOfScope => SentElsewhere,
        Outcome.Discharge => Ended,
        Outcome.StepDown => Ended + 1,
        Outcome.Continue => Ended + 2,
        Outcome.StepUp => Ended + 3,
        Outcome.Enter => FirstStep + (int)step,
        Outcome.HumanReview or Outcome.UrgentReview => Human,
        _ => Nothing,
    };

    /// <summary>What is recommended, also while something is missing.</summary>
    internal static Outcome Leaning(SteppingAnswer answer) => answer.Provisional == Outcome.None ? answer.Outcome : answer.Provisional;
}
