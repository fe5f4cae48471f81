using System.Collections.Immutable;
using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Mix;

/// <summary>What every service advised for one course.</summary>
/// <param name="Course">The course.</param>
/// <param name="Triage">Where care should begin, service by service.</param>
/// <param name="Review">Whether the step was still right at the first review point; empty where the course did not get there.</param>
internal sealed record Asked(Course Course, ImmutableArray<Advised> Triage, ImmutableArray<Advised> Review)
{
    /// <summary>Published figures of practice are about these: finished, and somebody recorded what care began with.</summary>
    internal bool KnownPractice => Course is { Finished: true, FirstStep: not Step.Unspecified };

    /// <summary>It was reviewed, and care had begun at that step.</summary>
    internal bool ReviewedAt(Step step) => KnownPractice && Course.FirstStep == step && !Review.IsEmpty;
}
