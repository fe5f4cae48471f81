using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

public sealed class PlantedDefectTests
{
    [Fact]
    public void An_unreachable_rule_an_off_by_one_and_a_dropped_risk_rule_are_found()
    {
        var revision = Shipped.With(
            ("const int MoreSevereDepression = 16;", "const int MoreSevereDepression = 17;"),
            (Shipped.Rule("cannot-wait"), ""),
            (Shipped.Rule("severe-depression"), $"{Shipped.Rule("severe-depression")}\n{Shipped.Rule("severe-depression").Replace("severe-depression", "never", StringComparison.Ordinal)}"));
        using var invariants = Shipped.Invariants(claims: "");

        var report = PolicyAnalyser.Analyse(revision, invariants);

        Assert.Equal(("never", Certainty.Proven), Assert.Single(report.Findings, finding => finding.Kind == FindingKind.UnreachableRule) is var found ? (found.Rule, found.Certainty) : default);
        var offByOne = Verdict(report, "low-for-more-severe-depression-is-the-persons-choice");
        Assert.Equal(16, offByOne.Example!.Facts[FactNumber.Phq9]);
        var dropped = Verdict(report, "what-cannot-wait-is-seen-today");
        Assert.All([offByOne, dropped], verdict => Shipped.AssertBreaks(verdict, invariants, revision));
    }

    [Fact]
    public void A_gap_a_swapped_order_and_a_line_that_gives_less_for_worse_are_found()
    {
        var revision = Shipped.With(
            (Shipped.Rule("active-monitoring"), Shipped.Rule("active-monitoring").Replace("LittleToTreat(p)", "LittleToTreat(p) && p.Wsas < 9", StringComparison.Ordinal)),
            (".Otherwise()\n    .Enter(Low)", ".When(p => p.Phq9 >= 1 || !p.Phq9.IsKnown)\n    .Enter(Low)"),
            (Shipped.Rule("severe-depression"), $"{Shipped.Rule("severe-depression").Replace("severe-depression", "just-so", StringComparison.Ordinal).Replace("p.Phq9 >= SevereDepression", "p.Phq9 == 22", StringComparison.Ordinal).Replace("Enter(High)", "Enter(Low)", StringComparison.Ordinal)}\n{Shipped.Rule("severe-depression")}"),
            ($"{Shipped.Rule("done-but-risk-open")}\n{Shipped.Rule("maintenance")}\n{Shipped.Rule("recovery-sustained")}", $"{Shipped.Rule("maintenance")}\n{Shipped.Rule("recovery-sustained")}\n{Shipped.Rule("done-but-risk-open")}"));
        using var invariants = Shipped.Invariants("""AtTriage("worse-depression-never-gets-less", "H-10").Worsening(Phq9);""");

        var report = PolicyAnalyser.Analyse(revision, invariants);

        var gap = Assert.Single(report.Findings, finding => finding.Kind == FindingKind.Gap);
        Assert.Equal((DecisionCall.Triage, Certainty.Shown), (gap.Call, gap.Certainty));
        Assert.Equal(Outcome.Indeterminate, Shipped.AssertRuns(gap.Example, revision).Outcome);
        Shipped.AssertBreaks(Verdict(report, "what-was-said-and-not-reviewed-ends-nobodys-care"), invariants, revision);
        var worse = Verdict(report, "worse-depression-never-gets-less");
        Assert.Equal((21, 22), (worse.Example!.Facts[FactNumber.Phq9], worse.Neighbour!.Facts[FactNumber.Phq9]));
        Assert.Equal((false, Certainty.Shown), (worse.Holds, worse.Certainty));
        Assert.Equal((Step.High, Step.Low), (Shipped.AssertRuns(worse.Example, revision).Step, Shipped.AssertRuns(worse.Neighbour, revision).Step));
    }

    private static InvariantVerdict Verdict(AnalysisReport report, string name) => Assert.Single(report.Invariants, verdict => verdict.Name == name);
}
