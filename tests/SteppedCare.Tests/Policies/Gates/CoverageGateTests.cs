using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class CoverageGateTests
{
    [Fact]
    public void A_rule_that_no_case_reaches_keeps_the_revision_back()
    {
        using var run = GateRunner.Run(Bundles.Small.WithoutCase("wants to stop"), GateOptions.All);

        var gate = run.Report.Of(Gate.Coverage);
        Assert.Equal(GateVerdict.Failed, gate.Verdict);
        var finding = gate.Findings[0];
        Assert.Equal(("SC120", "No case is decided by 'wants-to-stop'."), (finding.Code, finding.Message));
        Assert.Equal("""Review("wants-to-stop")""", Bundles.Small.At(finding));
        Assert.StartsWith("Cases reach 6 of 7 rules (85.7 %)", gate.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_that_no_case_takes_is_shown_at_its_test()
    {
        using var run = GateRunner.Run(Bundles.Small.WithoutCase("PHQ-9 of 20 and the person chooses guided self-help"), GateOptions.All with { LeastBranchCoverage = 1 });

        var gate = run.Report.Of(Gate.Coverage);
        Assert.Equal(GateVerdict.Failed, gate.Verdict);
        var finding = Assert.Single(gate.Findings);
        Assert.Equal(("SC121", "No case is asked 'p.Preference == GuidedSelfHelp' with the answer yes."), (finding.Code, finding.Message));
        Assert.Equal("p.Preference == GuidedSelfHelp", Bundles.Small.At(finding));
    }

    [Fact]
    public void What_is_missing_is_shown_also_where_the_threshold_allows_it()
    {
        using var run = GateRunner.Run(
            Bundles.Small.WithoutCase("PHQ-9 of 20 and the person chooses guided self-help"), GateOptions.All with { LeastBranchCoverage = 0.5 });

        Assert.Equal(GateVerdict.Passed, run.Report.Of(Gate.Coverage).Verdict);
        Assert.Single(run.Report.Of(Gate.Coverage).Findings);
    }

    [Fact]
    public void What_a_condition_never_came_to_ask_is_not_covered()
    {
        // Nobody below 16 is asked what they prefer: "and" is settled. One above is, and prefers nothing.
        var bundle = Bundles.Small with { Cases = "cases:\n  - name: mild\n    call: triage\n    facts: {Phq9: 12, Item9: 0, Preference: guided_self_help}\n    expect: {outcome: enter}\n" };
        using var run = GateRunner.Run(bundle, GateOptions.All);

        var messages = run.Report.Of(Gate.Coverage).Findings.Select(finding => finding.Message).ToList();
        Assert.Contains("No case is asked 'p.Preference == GuidedSelfHelp' with the answer yes.", messages);
        Assert.Contains("No case is asked 'p.Phq9 >= MoreSevere' with the answer yes.", messages);
        Assert.DoesNotContain("No case is asked 'p.Phq9 >= MoreSevere' with the answer no.", messages);
    }

    [Fact]
    public void Rules_below_the_one_that_decides_are_not_asked()
    {
        var bundle = Bundles.Small with { Cases = "cases:\n  - name: severe\n    call: triage\n    facts: {Phq9: 20, Item9: 0}\n    expect: {outcome: enter}\n" };
        using var run = GateRunner.Run(bundle, GateOptions.All);

        Assert.Contains("No case is asked 'p.Phq9 < DepressionCase' with the answer no.", run.Report.Of(Gate.Coverage).Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void What_is_unknown_takes_neither_side_and_a_task_for_the_unknown_is_a_side_of_its_own()
    {
        using var run = GateRunner.Run(Bundles.Small.WithoutCase("item 9 was not answered"), GateOptions.All with { LeastBranchCoverage = 1 });

        var finding = Assert.Single(run.Report.Of(Gate.Coverage).Findings);
        Assert.Equal("No case leaves 'item-9-above-zero' unanswered, so that its task for the unknown was never seen.", finding.Message);
    }
}
