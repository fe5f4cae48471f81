namespace SteppedCare.Cohorts;

/// <summary>How PHQ-9 item 9 is answered, by the total (judgement; 2 or 3 points overall in about 10 %, as in the literature).</summary>
internal sealed record RiskItem
{
    // The part of days that are as the person mostly is (judgement): most who have such thoughts have them for weeks.
    private const double Lasting = 0.7;

    /// <summary>1 point or more at a total of 0 to 9.</summary>
    public double Below10 { get; init; } = 0.05;

    /// <summary>At 10 to 15.</summary>
    public double From10 { get; init; } = 0.25;

    /// <summary>At 16 to 19.</summary>
    public double From16 { get; init; } = 0.45;

    /// <summary>At 20 and more.</summary>
    public double From20 { get; init; } = 0.65;

    /// <summary>2 points or more, of those with 1 or more.</summary>
    public double TwoOrMore { get; init; } = 0.27;

    /// <summary>3 points, of those with 1 or more.</summary>
    public double Three { get; init; } = 0.10;

    /// <summary>What the item says on one day.</summary>
    /// <param name="phq9">The total that day: the other eight items hold at most 24 of it.</param>
    /// <param name="person">Between 0 and 1: how far from such thoughts the person is, the same on every day.</param>
    /// <param name="chance">For the day.</param>
    internal int Answered(int phq9, double person, Chance chance)
    {
        var far = chance.Happens(Lasting) ? person : chance.Uniform();
        var any = Any(phq9);
        var points = far >= any ? 0 : far >= any * TwoOrMore ? 1 : far >= any * Three ? 2 : 3;
        return Math.Clamp(points, Math.Max(0, phq9 - 24), Math.Min(3, phq9));
    }

    internal FaultList Faults() => new FaultList("item 9")
        .Probability(nameof(Below10), Below10)
        .Probability(nameof(From10), From10)
        .Probability(nameof(From16), From16)
        .Probability(nameof(From20), From20)
        .Probability(nameof(TwoOrMore), TwoOrMore)
        .Probability(nameof(Three), Three)
        .Unless(!(Three > TwoOrMore), nameof(Three), Three, "3 points are also 2 or more");

    private double Any(int phq9) => phq9 switch
    {
        < 10 => Below10,
        < 16 => From10,
        < 20 => From16,
        _ => From20,
    };
}
