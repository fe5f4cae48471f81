using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Which answer is more care: a step less than a higher one, ending or stepping down less than going on, less than stepping up; a person's judgement most.</summary>
internal static class CareOrder
{
    internal const int Human = 100;

    internal static int Of(SteppingAnswer answer, Ladder ladder) => answer.Outcome switch
    {
        Outcome.Enter => ladder.RankOf(answer.Step),
        Outcome.Discharge or Outcome.StepDown => 0,
        Outcome.Continue => 1,
        Outcome.StepUp => 2,
        _ => Human,
    };

    /// <summary>
    /// The least that it can come to: an answer that is missing, to what is recommended until it comes; a person's judgement, to what the rule offers them beside.
    /// </summary>
    internal static int Least(SteppingAnswer answer, ImmutableArray<ModelRule> rules, Ladder ladder)
    {
        if (answer.Outcome == Outcome.InsufficientData)
        {
            return answer.Provisional == Outcome.None ? 0 : Least(answer with { Outcome = answer.Provisional, Step = answer.ProvisionalStep }, rules, ladder);
        }

        var offered = answer.Rule >= 0 && Of(answer, ladder) == Human ? rules[answer.Rule].Alternatives : [];
        return offered.Select(outcome => Of(new SteppingAnswer(-1, outcome, Step.None, Outcome.None, Step.None, false), ladder)).Append(Of(answer, ladder)).Min();
    }
}
