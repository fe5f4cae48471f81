namespace SteppedCare.Cohorts;

/// <summary>Care at one step, as it is planned.</summary>
/// <param name="Step">The step.</param>
/// <param name="Calendar">When the person can come.</param>
/// <param name="Therapy">What is given.</param>
/// <param name="Wait">Days until it begins; null: as long as a referral waits.</param>
internal sealed record Stay(Step Step, Chance Calendar, TherapyParameters Therapy, int? Wait);
