using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What the triage or review rules answer one person.</summary>
/// <param name="Rule">The place of the deciding, or provisionally deciding, rule; -1 when none did.</param>
/// <param name="Outcome">What is recommended.</param>
/// <param name="Step">The step it leads to.</param>
/// <param name="Provisional">The answer that missing facts could still change.</param>
/// <param name="ProvisionalStep">Its step.</param>
/// <param name="StepUnknown">The rule moves from a step that is not known.</param>
internal readonly record struct SteppingAnswer(int Rule, Outcome Outcome, Step Step, Outcome Provisional, Step ProvisionalStep, bool StepUnknown)
{
    /// <summary>As the evaluator has it.</summary>
    /// <param name="rules">In order.</param>
    /// <param name="ladder">The policy's.</param>
    /// <param name="winner">The first that holds; -1 for none.</param>
    /// <param name="agrees">No rule above it, or of all where none holds, is unknown and would have answered otherwise.</param>
    /// <param name="present">The step that care is at; none where it is not known.</param>
    internal static SteppingAnswer Of(ImmutableArray<ModelRule> rules, Ladder ladder, int winner, bool agrees, Step present)
    {
        if (winner < 0)
        {
            return new(-1, agrees ? Outcome.Indeterminate : Outcome.InsufficientData, Step.None, Outcome.None, Step.None, false);
        }

        var outcome = rules[winner].Outcome;
        var step = outcome switch
        {
            Outcome.Enter => rules[winner].Step,
            Outcome.Continue => present,
            Outcome.StepUp => ladder.Beside(present, +1),
            Outcome.StepDown => ladder.Beside(present, -1),
            _ => Step.None,
        };
        var stepUnknown = Moves(rules[winner]) && present == Step.None;
        if (Moves(rules[winner]) && !stepUnknown && step == Step.None)
        {
            return new(winner, Outcome.Indeterminate, Step.None, Outcome.None, Step.None, false);
        }

        return (agrees || outcome == Outcome.OutOfScope) && !stepUnknown
            ? new(winner, outcome, step, Outcome.None, Step.None, false)
            : new(winner, Outcome.InsufficientData, Step.None, outcome, step, stepUnknown);
    }

    /// <summary>The answer rests on where care is.</summary>
    internal static bool Moves(ModelRule rule) => rule.Outcome is Outcome.StepUp or Outcome.StepDown;

    /// <summary>As a person says it: "ENTER HIGH", "INSUFFICIENT_DATA, provisionally CONTINUE LOW".</summary>
    public override string ToString() =>
        Provisional == Outcome.None ? Words(Outcome, Step) : $"{Words(Outcome, Step)}, provisionally {Words(Provisional, ProvisionalStep)}";

    private static string Words(Outcome outcome, Step step) => step == Step.None ? Capitals(outcome.ToString()) : $"{Capitals(outcome.ToString())} {Capitals(step.ToString())}";

    private static string Capitals(string word) =>
        string.Concat(word.Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
}
