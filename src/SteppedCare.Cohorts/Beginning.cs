namespace SteppedCare.Cohorts;

/// <summary>Where care begins that a policy is asked about.</summary>
/// <param name="practice">The course as practised.</param>
/// <param name="fate">What was settled of it.</param>
internal sealed class Beginning(Course practice, Fate fate)
{
    /// <summary>Care begins at all.</summary>
    internal bool Comes => fate.Reach is Reach.OneSession or Reach.Finished;

    /// <summary>The step; where the policy leaves it to a clinician, as in practice.</summary>
    internal Step Placed(Advice advice) => advice is { Outcome: Outcome.Enter, Step: not Step.Unspecified } ? advice.Step
        : practice.FirstStep != Step.Unspecified ? practice.FirstStep
        : fate.Therapy.Step != Step.Unspecified ? fate.Therapy.Step
        : Step.Low;

    /// <summary>Whoever comes once comes to the step that was advised; an assessment is none.</summary>
    internal static Sitting At(Step step, TherapyParameters therapy, Sitting sitting)
    {
        if (sitting.Type == AppointmentType.Assessment)
        {
            return sitting;
        }

        return step is Step.Low or Step.High
            ? sitting with { Step = step, TherapyCode = therapy.CodeAt(step), BeginsStage = sitting.Attended }
            : sitting with { Type = AppointmentType.Assessment, Step = step, TherapyCode = 0, BeginsStage = sitting.Attended };
    }
}
