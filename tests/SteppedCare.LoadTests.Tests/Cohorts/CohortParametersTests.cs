using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

public sealed class CohortParametersTests
{
    [Fact]
    public void England_is_possible() => Assert.Empty(Therapies.England.Faults());

    [Fact]
    public void Every_impossible_parameter_of_a_therapy_is_named_at_once()
    {
        var therapy = Therapies.Cbt with
        {
            MeanSessions = 1.9,
            Phq9Start = new Spread(27.1, -0.1),
            Phq9End = new Spread(double.NaN, 6),
            Gad7Start = new Spread(-1, 5),
            WsasStart = new Spread(41, 9),
            WsasEnd = new Spread(14, double.PositiveInfinity),
            Response = new Response(1.1, double.NaN, double.NegativeInfinity, -0.1, -1, 1.01),
        };

        Assert.Equal(
            [
                "CBT: MeanSessions is 1.9; it must be 2 or more.",
                "CBT: Phq9Start.Mean is 27.1; scores lie between 0 and 27.",
                "CBT: Phq9Start.Sd is -0.1; it must be 0 or more.",
                "CBT: Phq9End.Mean is NaN; scores lie between 0 and 27.",
                "CBT: Gad7Start.Mean is -1; scores lie between 0 and 21.",
                "CBT: WsasStart.Mean is 41; scores lie between 0 and 40.",
                "CBT: WsasEnd.Sd is Infinity; it must be 0 or more.",
                "CBT: Responders is 1.1; a probability lies between 0 and 1.",
                "CBT: ResponderFraction is NaN; it must be a number.",
                "CBT: OtherFraction is -Infinity; it must be a number.",
                "CBT: FractionSd is -0.1; it must be 0 or more.",
                "CBT: EndNoise is -1; it must be 0 or more.",
                "CBT: BaselineCorrelation is 1.01; a correlation lies between -1 and 1.",
            ],
            therapy.Faults().ToArray());
    }

    [Fact]
    public void Limits_themselves_are_possible()
    {
        var therapy = Therapies.Cbt with
        {
            MeanSessions = 2,
            Phq9Start = new Spread(27, 0),
            Gad7Start = new Spread(0, 0),
            Response = new Response(1, 0, 0, 0, 0, -1),
        };

        Assert.Empty(therapy.Faults());
        Assert.All(new Cohort(CohortParameters.Finished(therapy), 1).Courses(20), course => Assert.Equal(new Pair(27, 0), course.Entry?.Pair));
    }

    [Fact]
    public void Faults_of_the_cohort_its_funnel_item_9_and_every_therapy_are_told_together()
    {
        var cohort = new CohortParameters
        {
            Mix = [(Therapies.Cbt with { MeanSessions = 1 }, 1), (Therapies.Counselling with { MeanSessions = 0 }, 0)],
            Funnel = new Funnel(0.5, 0.6, 0.7),
            Paired = 1.5,
            StepsUnrecorded = -0.1,
            Unmeasured = 2,
            TotalsOnly = -1,
            DidNotAttend = 0.5,
            PersonCancelled = 0.4,
            ServiceCancelled = 0.1,
            Phq9Noise = -1,
            Gad7Noise = -2,
            WsasNoise = -3,
            RiskItem = new RiskItem { From16 = 1.2, TwoOrMore = 0.1, Three = 0.2 },
        };

        Assert.Equal(
            [
                "cohort: Mix is 0; a weight is more than 0.",
                "cohort: Paired is 1.5; a probability lies between 0 and 1.",
                "cohort: StepsUnrecorded is -0.1; a probability lies between 0 and 1.",
                "cohort: Unmeasured is 2; a probability lies between 0 and 1.",
                "cohort: TotalsOnly is -1; a probability lies between 0 and 1.",
                "cohort: Missed is 1; somebody must come.",
                "cohort: Phq9Noise is -1; it must be 0 or more.",
                "cohort: Gad7Noise is -2; it must be 0 or more.",
                "cohort: WsasNoise is -3; it must be 0 or more.",
                "funnel: Treated is 0.6; nobody is treated without having been seen.",
                "funnel: Finished is 0.7; nobody finishes who was not treated.",
                "item 9: From16 is 1.2; a probability lies between 0 and 1.",
                "item 9: Three is 0.2; 3 points are also 2 or more.",
                "CBT: MeanSessions is 1; it must be 2 or more.",
                "counselling: MeanSessions is 0; it must be 2 or more.",
            ],
            cohort.Faults().ToArray());
    }

    [Fact]
    public void A_cohort_of_nobody_is_impossible() =>
        Assert.Contains("cohort: Mix is 0; there must be a kind of course.", (Therapies.England with { Mix = [] }).Faults());

    [Fact]
    public void Nothing_is_drawn_from_impossible_parameters()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Cohort(Therapies.England with { Paired = 2, Unmeasured = -1 }, 1));

        Assert.Contains("Paired is 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Unmeasured is -1", refused.Message, StringComparison.Ordinal);
    }
}
