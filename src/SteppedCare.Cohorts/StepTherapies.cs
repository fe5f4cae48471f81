namespace SteppedCare.Cohorts;

/// <summary>Which therapy is given at a step where a policy places somebody.</summary>
/// <param name="parameters">Of the cohort.</param>
/// <param name="practised">What the person had in practice.</param>
internal sealed class StepTherapies(CohortParameters parameters, TherapyParameters practised)
{
    /// <summary>The person was there in practice; a course with both intensities was at either.</summary>
    internal bool IsPractised(Step step) => practised.Step == step || practised.Step == Step.Unspecified;

    /// <summary>Where care begins: what the person had in practice if it was of that step, and so the same response to it.</summary>
    internal TherapyParameters First(Step step, Chance chance) => IsPractised(step) ? practised : Later(step, chance);

    /// <summary>At a later step: a therapy of that step alone, as often as it is given.</summary>
    internal TherapyParameters Later(Step step, Chance chance)
    {
        var isLow = step is Step.Monitor or Step.Low;
        var given = parameters.Mix.Where(kind => kind.Therapy.Step == (isLow ? Step.Low : Step.High)).ToList();
        return given.Count > 0 ? new Shares<TherapyParameters>(given).Drawn(chance) : isLow ? Therapies.GuidedSelfHelp : Therapies.Cbt;
    }
}
