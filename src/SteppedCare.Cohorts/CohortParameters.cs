using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>Everything that a cohort is drawn from, besides its seed. Defaults are England, 2024-25, where published; what is judged says so.</summary>
internal sealed record CohortParameters
{
    /// <summary>The kinds of course and their weights.</summary>
    public required ImmutableArray<(TherapyParameters Therapy, double Weight)> Mix { get; init; }

    public Mixtures Mixtures { get; init; } = Mixtures.England;

    public Funnel Funnel { get; init; } = Funnel.England;

    /// <summary>The part of finished courses with a score after the first: 661,898 of 670,419 in 2024-25.</summary>
    public double Paired { get; init; } = 0.987;

    /// <summary>
    /// The part of courses of which nobody recorded the steps or therapies: 30,317 of 670,419 finished in 2024-25. Care itself went like everybody else's
    /// (judgement), so they are drawn from the same mix and only told without codes.
    /// </summary>
    public double StepsUnrecorded { get; init; } = 0.045;

    /// <summary>
    /// The part of sessions within a course at which nobody measured (judgement: 2 to 5 % of all sessions). The last one of a paired course is always measured.
    /// </summary>
    public double Unmeasured { get; init; } = 0.035;

    /// <summary>The part of people whose portal tells totals without items (judgement).</summary>
    public double TotalsOnly { get; init; } = 0.05;

    /// <summary>
    /// Appointments missed without notice, of those booked while care goes on (judgement: with those that people never came back after, 5 to 10 %; one
    /// provider's month, weak, had 3.8 %).
    /// </summary>
    public double DidNotAttend { get; init; } = 0.06;

    /// <summary>Appointments that the person cancelled, of those booked (one provider's month, weak: 2.5 %).</summary>
    public double PersonCancelled { get; init; } = 0.025;

    /// <summary>Appointments that the service cancelled, of those booked (judgement).</summary>
    public double ServiceCancelled { get; init; } = 0.02;

    /// <summary>Standard deviation of the noise of PHQ-9 strictly within a course, in points (judgement).</summary>
    public double Phq9Noise { get; init; } = 2.0;

    /// <summary>The same of GAD-7 (judgement).</summary>
    public double Gad7Noise { get; init; } = 1.7;

    /// <summary>The same of WSAS (judgement).</summary>
    public double WsasNoise { get; init; } = 2.5;

    public RiskItem RiskItem { get; init; } = new();

    /// <summary>Finished courses of one kind only: what published rates are about.</summary>
    internal static CohortParameters Finished(TherapyParameters therapy) => new() { Mix = [(therapy, 1)], Funnel = Funnel.AllFinish, StepsUnrecorded = 0 };

    /// <summary>Everything that cannot be, each by its name; empty when nothing is wrong.</summary>
    public ImmutableArray<string> Faults() =>
    [
        .. new FaultList("cohort")
            .Unless(Mix.Length > 0, "Mix", Mix.Length, "there must be a kind of course")
            .Unless(Weights.All(weight => weight > 0 && double.IsFinite(weight)), "Mix", Weights.DefaultIfEmpty().Min(), "a weight is more than 0")
            .Probability(nameof(Paired), Paired)
            .Probability(nameof(StepsUnrecorded), StepsUnrecorded)
            .Probability(nameof(Unmeasured), Unmeasured)
            .Probability(nameof(TotalsOnly), TotalsOnly)
            .Probability(nameof(DidNotAttend), DidNotAttend)
            .Probability(nameof(PersonCancelled), PersonCancelled)
            .Probability(nameof(ServiceCancelled), ServiceCancelled)
            .Unless(Missed < 1, nameof(Missed), Missed, "somebody must come")
            .AtLeast(nameof(Phq9Noise), Phq9Noise, 0)
            .AtLeast(nameof(Gad7Noise), Gad7Noise, 0)
            .AtLeast(nameof(WsasNoise), WsasNoise, 0),
        .. Funnel.Faults(),
        .. RiskItem.Faults(),
        .. Mix.SelectMany(kind => kind.Therapy.Faults()),
    ];

    private IEnumerable<double> Weights => Mix.Select(kind => kind.Weight);

    /// <summary>The part of booked appointments that were not kept, for whatever reason.</summary>
    internal double Missed => DidNotAttend + PersonCancelled + ServiceCancelled;
}
