namespace SteppedCare.Policies;

/// <summary>At which steps can a rule hold at all, whatever else is known of the person?</summary>
internal static class StepReach
{
    internal static bool CanHoldAt(this Formula formula, Step step) => !At(formula, step).IsFalse;

    private static Truth At(Formula formula, Step step) => formula switch
    {
        Formula.Test({ Number: FactNumber.Step }, var runs) => Truth.Of(runs.Any(run => (int)step >= run.From && (int)step <= run.To)),
        Formula.Known({ Number: FactNumber.Step }) => Truth.True,
        Formula.And(var left, var right) => At(left, step) & At(right, step),
        Formula.Or(var left, var right) => At(left, step) | At(right, step),
        Formula.Not(var operand) => !At(operand, step),
        Formula.Named(_, var meaning) => At(meaning, step),
        Formula.Always => Truth.True,
        _ => Truth.Unknown,
    };
}
