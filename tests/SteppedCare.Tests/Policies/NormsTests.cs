namespace SteppedCare.Tests.Policies;

public sealed class NormsTests
{
    private const string Rules = """
        Ladder(Low, High);
        Review("r").Otherwise().Continue().Because("x", Source("s"));
        Triage("t").Otherwise().Enter(Low).Because("x", Source("s"));

        """;

    [Fact]
    public void A_policy_may_decide_where_sources_disagree()
    {
        var norms = Compiled("""
            Caseness(Pcl5, from: 33, Source("National Center for PTSD"));
            ReliableChange(MobilityInventory, by: 0.5, Judgement("our own"));
            FallBackToGad7(instead: Oci, Judgement("an unverified reliable change"));
            """);

        Assert.Equal((33_000, 10_000), (norms.CasenessOf(Instrument.Of(InstrumentCode.Pcl5)), norms.ReliableChangeOf(Instrument.Of(InstrumentCode.Pcl5))));
        Assert.Equal((2_301, 500), (norms.CasenessOf(Instrument.Of(InstrumentCode.MobilityInventory)), norms.ReliableChangeOf(Instrument.Of(InstrumentCode.MobilityInventory))));
        Assert.False(norms.MayPair(Instrument.Of(InstrumentCode.Oci)));
        Assert.True(norms.MayPair(Instrument.Of(InstrumentCode.OciR)));
    }

    [Fact]
    public void A_number_from_a_source_counts_as_known_and_a_judgement_does_not()
    {
        var mobility = Instrument.Of(InstrumentCode.MobilityInventory);

        Assert.False(Norms.Published.IsVerified(mobility));
        Assert.True(Compiled("""ReliableChange(MobilityInventory, by: 0.73, Source("a study"));""").IsVerified(mobility));
        Assert.False(Compiled("""ReliableChange(MobilityInventory, by: 0.73, Judgement("our own"));""").IsVerified(mobility));
    }

    [Fact]
    public void A_number_is_for_every_version_or_for_the_one_named()
    {
        var norms = Compiled("""
            Caseness(Pdss, from: 9, Source("s"));
            Caseness(Cfq, version: "likert", from: 18, Source("s"));
            """);

        Assert.All(InstrumentCatalogue.VersionsOf(InstrumentCode.Pdss), version => Assert.Equal(9_000, norms.CasenessOf(version)));
        Assert.Equal([18_000, 4_000], InstrumentCatalogue.VersionsOf(InstrumentCode.Cfq).Select(norms.CasenessOf));
    }

    [Fact]
    public void A_curve_is_found_by_step_and_baseline_and_its_last_point_stands_for_what_comes_after()
    {
        var norms = Compiled("""
            ExpectedResponse(Low, 5, 9, Source("synthetic")).Session(2, median: 6, upper: 9).Session(3, median: 5, upper: 8);
            ExpectedResponse(Low, 10, 14, Source("synthetic")).Session(2, median: 10, upper: 13);
            """);

        Assert.Null(norms.CurveOf(Step.High, 9));
        Assert.Null(norms.CurveOf(Step.Low, 4));
        Assert.Null(norms.CurveOf(Step.Low, 15));
        Assert.Equal(9, norms.CurveOf(Step.Low, 9)!.At(2)!.Upper);
        Assert.Equal(8, norms.CurveOf(Step.Low, 5)!.At(7)!.Upper);
        Assert.Equal(13, norms.CurveOf(Step.Low, 10)!.At(2)!.Upper);
        Assert.Null(norms.CurveOf(Step.Low, 10)!.At(1));
    }

    private static Norms Compiled(string words) => PracticePolicy.Compile(Rules + words).Norms;
}
