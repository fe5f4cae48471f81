using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>How a score is distributed.</summary>
/// <param name="Mean">Points.</param>
/// <param name="Sd">Standard deviation in points, 0 or more.</param>
internal readonly record struct Spread(double Mean, double Sd);

/// <summary>How courses of one kind go, and what was published of them.</summary>
internal sealed record TherapyParameters
{
    public required string Name { get; init; }

    /// <summary>Low or high; unspecified: both, in one course.</summary>
    public required Step Step { get; init; }

    /// <summary>SNOMED CT code of low-intensity contacts; 0 when there are none.</summary>
    public required long LowCode { get; init; }

    /// <summary>SNOMED CT code of high-intensity contacts; 0 when there are none.</summary>
    public required long HighCode { get; init; }

    /// <summary>How it is given; unspecified: by telephone, video or face to face, as each course has it.</summary>
    public DeliveryMode Delivery { get; init; }

    /// <summary>Treatment appointments attended in a finished course: 2 or more.</summary>
    public required double MeanSessions { get; init; }

    public required Spread Phq9Start { get; init; }

    public required Spread Phq9End { get; init; }

    public required Spread Gad7Start { get; init; }

    public required Spread WsasStart { get; init; }

    public required Spread WsasEnd { get; init; }

    public required Response Response { get; init; }

    /// <summary>What the service of the whole country reached.</summary>
    public required Rates Published { get; init; }

    /// <summary>The code of a contact at that intensity; 0 when there are none.</summary>
    internal long CodeAt(Step step) => step switch { Step.Low => LowCode, Step.High => HighCode, _ => 0 };

    /// <summary>Everything that cannot be, each by its name; empty when nothing is wrong.</summary>
    public ImmutableArray<string> Faults() =>
    [
        .. new FaultList(Name)
            .AtLeast(nameof(MeanSessions), MeanSessions, 2)
            .Scores(nameof(Phq9Start), Phq9Start, 27)
            .Scores(nameof(Phq9End), Phq9End, 27)
            .Scores(nameof(Gad7Start), Gad7Start, 21)
            .Scores(nameof(WsasStart), WsasStart, 40)
            .Scores(nameof(WsasEnd), WsasEnd, 40)
            .Probability(nameof(Response.Responders), Response.Responders)
            .Finite(nameof(Response.ResponderFraction), Response.ResponderFraction)
            .Finite(nameof(Response.OtherFraction), Response.OtherFraction)
            .AtLeast(nameof(Response.FractionSd), Response.FractionSd, 0)
            .AtLeast(nameof(Response.EndNoise), Response.EndNoise, 0)
            .Correlation(nameof(Response.BaselineCorrelation), Response.BaselineCorrelation),
    ];
}

/// <summary>
/// How scores at the end come from those at the start. A plain bivariate normal does not fit (recovery 7 to 9 points too low): people respond or do not.
/// A responder loses a fraction of both scores, drawn around one mean, everybody else around another; each end score then has a noise of its own.
/// </summary>
/// <param name="Responders">The share of responders, 0 to 1.</param>
/// <param name="ResponderFraction">The mean fraction of the start score that responders lose.</param>
/// <param name="OtherFraction">The mean fraction that the others lose; below 0, they gain.</param>
/// <param name="FractionSd">Standard deviation of the fraction in each group.</param>
/// <param name="EndNoise">Standard deviation of the noise of PHQ-9 at the end, in points; of GAD-7 it is 0.85 times that.</param>
/// <param name="BaselineCorrelation">Correlation of PHQ-9 and GAD-7 at the start, before they are rounded and held within their ranges.</param>
internal sealed record Response(
    double Responders, double ResponderFraction, double OtherFraction, double FractionSd, double EndNoise, double BaselineCorrelation);
