namespace SteppedCare.Cohorts;

/// <summary>How far a referral got.</summary>
internal enum Reach
{
    /// <summary>Ended before anybody saw the person.</summary>
    NotAssessed,

    /// <summary>Assessed, never treated.</summary>
    AssessedOnly,

    /// <summary>One treatment appointment.</summary>
    OneSession,

    /// <summary>Two or more: a finished course.</summary>
    Finished,
}

/// <summary>What becomes of referrals.</summary>
/// <param name="Assessed">The part that anybody saw.</param>
/// <param name="Treated">The part with a first treatment appointment.</param>
/// <param name="Finished">The part with two or more.</param>
internal sealed record Funnel(double Assessed, double Treated, double Finished)
{
    /// <summary>
    /// Treated 67 % (NICE), finished 37 % (670,419 of 1,813,432 in 2024-25, NHS England). Assessed 78 % is judgement: 21 to 34 % are reported lost before an
    /// assessment at four sites (Richards and others, 2012).
    /// </summary>
    internal static Funnel England { get; } = new(0.78, 0.67, 0.37);

    internal static Funnel AllFinish { get; } = new(1, 1, 1);

    internal Reach Of(double uniform) => uniform < Finished ? Reach.Finished
        : uniform < Treated ? Reach.OneSession
        : uniform < Assessed ? Reach.AssessedOnly
        : Reach.NotAssessed;

    internal FaultList Faults() => new FaultList("funnel")
        .Probability(nameof(Assessed), Assessed)
        .Probability(nameof(Treated), Treated)
        .Probability(nameof(Finished), Finished)
        .Unless(!(Treated > Assessed), nameof(Treated), Treated, "nobody is treated without having been seen")
        .Unless(!(Finished > Treated), nameof(Finished), Finished, "nobody finishes who was not treated");
}
