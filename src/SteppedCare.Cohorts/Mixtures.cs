namespace SteppedCare.Cohorts;

/// <summary>What courses with both intensities are, by weight: stepped up, stepped down, or one stray contact in a course of the other intensity.</summary>
internal sealed record Mixtures(double SteppedUp, double SteppedDown, double HighWithStray, double LowWithStray)
{
    private readonly Shares<(Step First, bool Stepped)> _shares = new(
        ((Step.Low, true), SteppedUp), ((Step.High, true), SteppedDown), ((Step.High, false), HighWithStray), ((Step.Low, false), LowWithStray));

    /// <summary>
    /// Of 260,902 courses with both intensities in 2024-25, 57,983 stepped up and 2,980 down. Judgement for the others: as many courses began at high as at low
    /// intensity (the median provider's ratio is 0.99), so that strays are mostly low contacts in high-intensity courses.
    /// </summary>
    internal static Mixtures England { get; } = new(57_983, 2_980, 184_000, 15_939);

    internal (Step First, bool Stepped) Drawn(Chance chance) => _shares.Drawn(chance);
}
