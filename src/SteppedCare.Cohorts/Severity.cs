namespace SteppedCare.Cohorts;

/// <summary>How unwell a person is when a course begins and when it ends.</summary>
internal sealed record Severity
{
    /// <summary>Highest totals of the three questionnaires.</summary>
    internal const int HighestPhq9 = 27, HighestGad7 = 21, HighestWsas = 40;

    /// <summary>The noise of GAD-7 at the end, as a part of that of PHQ-9 (fitted with the rest).</summary>
    private const double Gad7Noise = 0.85;

    // Judgement: impairment and depression share about two fifths of their variance, and what is left of impairment changes slowly.
    private const double WsasWithPhq9 = 0.65, WsasWithItself = 0.6;

    /// <summary>PHQ-9 and GAD-7.</summary>
    public required Pair Start { get; init; }

    /// <summary>PHQ-9 and GAD-7 of the last session.</summary>
    public required Pair End { get; init; }

    /// <summary>WSAS with all five items; not rounded.</summary>
    public required double WsasStart { get; init; }

    public required double WsasEnd { get; init; }

    internal static Severity Of(TherapyParameters therapy, Chance chance) => Of(therapy, Latent.Drawn(chance));

    internal static Severity Of(TherapyParameters therapy, Latent latent)
    {
        var anxiety = Correlated(therapy.Response.BaselineCorrelation, latent.Depression, latent.Anxiety);
        var start = new Pair(
            Score(therapy.Phq9Start.Mean + therapy.Phq9Start.Sd * latent.Depression, HighestPhq9),
            Score(therapy.Gad7Start.Mean + therapy.Gad7Start.Sd * anxiety, HighestGad7));
        return From(start, Impairment(therapy.WsasStart, latent.Depression, latent.Impairment), therapy, latent);
    }

    /// <summary>From scores that are known: the same person in another therapy, or at a second step.</summary>
    internal static Severity From(Pair start, double wsasStart, TherapyParameters therapy, Latent latent)
    {
        var response = therapy.Response;
        var mean = latent.Responds < response.Responders ? response.ResponderFraction : response.OtherFraction;
        var kept = 1 - (mean + response.FractionSd * latent.Fraction);
        var end = new Pair(
            Score(start.Phq9 * kept + response.EndNoise * latent.Phq9, HighestPhq9),
            Score(start.Gad7 * kept + Gad7Noise * response.EndNoise * latent.Gad7, HighestGad7));
        var endDepression = therapy.Phq9End.Sd > 0 ? (end.Phq9 - therapy.Phq9End.Mean) / therapy.Phq9End.Sd : 0;
        return new Severity
        {
            Start = start,
            End = end,
            WsasStart = wsasStart,
            WsasEnd = Impairment(therapy.WsasEnd, endDepression, Correlated(WsasWithItself, latent.Impairment, latent.ImpairmentEnd)),
        };
    }

    /// <summary>Nothing changes but from day to day.</summary>
    internal Severity Untreated() => this with { End = Start, WsasEnd = WsasStart };

    /// <summary>A whole score within the questionnaire's range.</summary>
    internal static int Score(double points, int highest) => (int)Math.Clamp(Math.Floor(points + 0.5), 0, highest);

    /// <summary>A standard normal value that goes with another to that degree.</summary>
    internal static double Correlated(double correlation, double with, double own) => correlation * with + Math.Sqrt(1 - correlation * correlation) * own;

    private static double Impairment(Spread spread, double depression, double lasting) =>
        Math.Clamp(spread.Mean + spread.Sd * Correlated(WsasWithPhq9, depression, lasting), 0, HighestWsas);
}
