using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>How a service follows a policy, where the policy leaves it to the service.</summary>
internal sealed record Habits
{
    /// <summary>When the policy's review points are reached: what the reports count as well (domain R2 and R11), and a first look at those who are monitored.</summary>
    public ImmutableArray<ReviewPoint> ReviewPoints { get; init; } =
        [new(Step.Monitor, 1, 14), new(Step.Low, 4, 28), new(Step.High, 8, 56), new(Step.Specialist, 8, 56)];

    /// <summary>From the decision to the first appointment at another step. Two weeks is what domain R13 asks for; how long services take is not published as a mean.</summary>
    public int DaysToNextStep { get; init; } = 14;

    /// <summary>After somebody decided otherwise, or a clinician decided, it is looked at again within so many days (domain, case 54).</summary>
    public int DaysToLookAgain { get; init; } = 14;

    /// <summary>Nobody is moved more often than so (judgement): rules that send people up and down end here.</summary>
    public int MostSteps { get; init; } = 6;

    /// <summary>Active monitoring ends after so many looks at which nothing had to be done (judgement).</summary>
    public int MostChecks { get; init; } = 4;
}

/// <summary>When care at a step is looked at.</summary>
/// <param name="Step">The step.</param>
/// <param name="Sessions">After so many treatment sessions since it was last looked at; null: sessions do not count.</param>
/// <param name="Days">After so many days; null: days do not count.</param>
internal readonly record struct ReviewPoint(Step Step, int? Sessions, int? Days);
