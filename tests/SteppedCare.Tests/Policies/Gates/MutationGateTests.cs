using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class MutationGateTests
{
    [Theory]
    [InlineData("PHQ-9 of 15", "that 15 counts as well in 'p.Phq9 >= MoreSevere'")]
    [InlineData("PHQ-9 of 16, no wish stated", "that 16 counts no longer in 'p.Phq9 >= MoreSevere'")]
    [InlineData("PHQ-9 of 10", "that 10 counts as well in 'p.Phq9 < DepressionCase'")]
    [InlineData("wants to stop", "7 days moved to 8 in 'Days(7)'")]
    [InlineData("PHQ-9 of 20 and the person chooses guided self-help", "GuidedSelfHelp left out in 'p.Preference == GuidedSelfHelp'")]
    [InlineData("on the way: a review is due after four sessions, or four weeks after the start", "4 sessions moved to 5 in '4'")]
    public void A_boundary_that_the_cases_miss_is_named_and_keeps_the_revision_back(string missing, string survivor)
    {
        using var run = GateRunner.Run(Bundles.Small.WithoutCase(missing), GateOptions.All);

        var gate = run.Report.Of(Gate.Mutation);
        Assert.Equal(GateVerdict.Failed, gate.Verdict);
        var finding = Assert.Single(gate.Findings, finding => finding.Message == $"No case notices {survivor}.");
        Assert.Equal("SC130", finding.Code);
        Assert.Contains($"'{Bundles.Small.At(finding)}'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_of_a_policy_with_cases_on_both_sides_is_noticed()
    {
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All);

        Assert.Equal(GateVerdict.Passed, run.Report.Of(Gate.Mutation).Verdict);
        Assert.DoesNotContain(run.Report.Of(Gate.Mutation).Findings, finding => finding.Code == "SC130");
    }

    [Fact]
    public void A_change_that_answers_everybody_the_same_does_not_count()
    {
        // Who is at 16 is at 8 as well, and at 7 and 9.
        using var run = GateRunner.Run(Bundles.Small.WithScript("p.Phq9 >= MoreSevere &&", "p.Phq9 >= MoreSevere && p.Phq9 >= 8 &&"), GateOptions.All);

        Assert.Equal("", run.Report.Complaints());
        Assert.DoesNotContain(run.Report.Of(Gate.Mutation).Findings, finding => finding.Message.Contains("p.Phq9 >= 8", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_a_rule_above_hides_does_not_count()
    {
        // Whoever is at 5 or 6 was answered by the rule for everybody below ten.
        const string Hidden = """Triage("very-low").When(p => p.Phq9 < 5).Enter(Monitor).Because("Hardly any symptoms", Judgement("our working rules"));""";
        var below = Bundles.Small.WithScript("Triage(\"start-low\")", $"{Hidden}\n\nTriage(\"start-low\")");
        var above = Bundles.Small.WithScript("Triage(\"below-caseness\")", $"{Hidden}\n\nTriage(\"below-caseness\")");

        Assert.DoesNotContain(Mutation(below).Findings, IsOfFive);
        Assert.Equal(GateVerdict.Passed, Mutation(below).Verdict);
        Assert.Contains(Mutation(above).Findings, IsOfFive);

        static bool IsOfFive(GateFinding finding) => finding.Code == "SC130" && finding.Message.Contains("'p.Phq9 < 5'", StringComparison.Ordinal);
    }

    private static GateResult Mutation(PolicyBundle bundle)
    {
        using var run = GateRunner.Run(bundle, GateOptions.All with { Gates = [Gate.Mutation] });
        return run.Report.Of(Gate.Mutation);
    }

    [Fact]
    public void An_operator_that_no_case_notices_is_shown_and_holds_nothing_back()
    {
        using var run = GateRunner.Run(
            Bundles.Small.WithScript("p.Item9 >= 1).IfUnknown", "p.Item9 >= 1 || p.Risk.Plan).IfUnknown"), GateOptions.All with { LeastBranchCoverage = 0 });

        var gate = run.Report.Of(Gate.Mutation);
        Assert.Equal(GateVerdict.Passed, gate.Verdict);
        var finding = Assert.Single(gate.Findings, finding => finding.Message.Contains("what stands after '||' left out", StringComparison.Ordinal));
        Assert.Equal("SC131", finding.Code);
        Assert.Contains("p.Item9 >= 1 || p.Risk.Plan", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_is_moved_by_its_own_grain()
    {
        const string Avoids = """Adjust("avoids-travel").When(p => p.Mobility.IsKnown && p.Mobility >= 2.3).Prefer(Telephone).Because("Travel is hard", Judgement("our working rules"));""";
        using var run = GateRunner.Run(Bundles.Small.WithScript("Adjust(\"no-device\")", $"{Avoids}\n\nAdjust(\"no-device\")"), GateOptions.All);

        var messages = run.Report.Of(Gate.Mutation).Findings.Select(finding => finding.Message).ToList();
        Assert.Contains("No case notices that 2.299 counts as well in 'p.Mobility >= 2.3'.", messages);
        Assert.Contains("No case notices that 2.3 counts no longer in 'p.Mobility >= 2.3'.", messages);
    }

    [Fact]
    public void A_slip_in_a_named_condition_is_one_slip_however_many_rules_call_it()
    {
        var revision = PracticePolicy.Compile(Bundles.Small.Script.Replace("p.Phq9 < DepressionCase", "p.Phq9 < DepressionCase && !ChoosesSelfHelp(p)", StringComparison.Ordinal));
        var script = ScriptCompiler.Compile(new PolicySource("policy.csx", Bundles.Small.Script.Replace("p.Phq9 < DepressionCase", "p.Phq9 < DepressionCase && !ChoosesSelfHelp(p)", StringComparison.Ordinal)), ScriptKind.Policy, CompilerStages.All);

        var mutant = Assert.Single(new MutantFinder(LoweredPolicy.Of(revision), script.Readings).All(script.Numbers), mutant => mutant.Change == "GuidedSelfHelp left out");

        Assert.Equal(2, mutant.Conditions.Length);
    }

    [Fact]
    public void What_could_not_be_tried_in_time_was_not_noticed()
    {
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All with { MostMutantAsks = 0 });

        Assert.Equal(GateVerdict.Failed, run.Report.Of(Gate.Mutation).Verdict);
        Assert.Equal("SC132", run.Report.Of(Gate.Mutation).Findings[0].Code);
    }

    [Fact]
    public void Cases_that_fail_tell_nothing_about_changes()
    {
        using var run = GateRunner.Run(Bundles.Small.WithCases("outcome: enter, step: high", "outcome: enter, step: low"), GateOptions.All);

        Assert.Equal(GateVerdict.NotRun, run.Report.Of(Gate.Mutation).Verdict);
    }

    [Fact]
    public void A_lowered_policy_answers_as_the_compiled_one_does()
    {
        var lowered = LoweredPolicy.Of(PracticePolicy.Revision);
        foreach (var call in new[] { DecisionCall.Triage, DecisionCall.Review })
        {
            var random = new RandomFacts(seed: 5);
            for (var person = 0; person < 5_000; person++)
            {
                var facts = random.Next(call);
                Assert.Equal(PracticePolicy.Revision.Evaluator.Evaluate(facts, call), lowered.Evaluator.Evaluate(facts, call));
            }
        }
    }
}
