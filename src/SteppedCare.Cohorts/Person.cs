using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>An invented person, from one referral to its end.</summary>
internal sealed record Person
{
    /// <summary>The pseudonym of the episode, unique within the cohort of one seed: "c20261122-17".</summary>
    public required string Episode { get; init; }

    /// <summary>Whole years, 16 to 95; null when the portal did not ask.</summary>
    public required int? AgeYears { get; init; }

    /// <summary>The descriptor that a clinician assigned; unspecified for the 46.7 % of referrals that never get one.</summary>
    public required Problem Problem { get; init; }

    /// <summary>What the person asks for; unspecified when nobody asked.</summary>
    public required Preference Preference { get; init; }

    /// <summary>What was asked about the person's circumstances and answered, each question once.</summary>
    public required ImmutableArray<(Circumstance Circumstance, Answer Answer)> Circumstances { get; init; }

    /// <summary>False when the WSAS item on work does not apply: four items, 0 to 32.</summary>
    public required bool Works { get; init; }

    /// <summary>For equality reports only.</summary>
    public required AuditAnswers Audit { get; init; }

    /// <summary>Some question about age, wishes or circumstances was answered. About one in 200,000 leaves with none.</summary>
    internal bool WasAsked => AgeYears is not null || Preference != Preference.Unspecified || !Circumstances.IsEmpty;
}
