using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>One referral and everything that came of it. Days count from the referral, which is day 0.</summary>
internal sealed record Course
{
    /// <summary>Its place in the cohort, from 0.</summary>
    public required long Number { get; init; }

    public required Person Person { get; init; }

    /// <summary>The kind of course: "GSH book", "CBT", "both stages". Of a referral that was never treated: what it waited for.</summary>
    public required string Therapy { get; init; }

    public required ReferralSource Source { get; init; }

    /// <summary>Earlier courses as declared. Empty means none were stated.</summary>
    public required ImmutableArray<DeclaredCourse> PriorCourses { get; init; }

    /// <summary>What was answered with the referral: the first recorded scores. Null when nothing was.</summary>
    public required Measures? Entry { get; init; }

    /// <summary>The step that care began at, in practice; unspecified when it never began or nobody recorded it.</summary>
    public required Step FirstStep { get; init; }

    /// <summary>Every appointment booked, kept or not, by day.</summary>
    public required ImmutableArray<Sitting> Sittings { get; init; }

    /// <summary>The day the referral was closed: never before the last appointment.</summary>
    public required int EndDay { get; init; }

    public required EndReason EndReason { get; init; }

    /// <summary>At least two treatment appointments attended (NHS: finished course of treatment).</summary>
    public bool Finished => Sittings.Count(sitting => sitting.Treated) >= 2;

    /// <summary>Days from the referral to the first treatment that was attended; null when there was none.</summary>
    public int? ReferralToFirstTreatment => Sittings.FirstOrDefault(sitting => sitting.Treated)?.Day;
}

/// <summary>An earlier course of care, as a person or portal declares it.</summary>
/// <param name="Step">The step it was given at.</param>
/// <param name="Sessions">Sessions completed.</param>
/// <param name="DaysBefore">How many days before the referral it ended; null when not known.</param>
/// <param name="ReliablyImproved">Whether it helped.</param>
internal sealed record DeclaredCourse(Step Step, int Sessions, int? DaysBefore, Answer ReliablyImproved);
