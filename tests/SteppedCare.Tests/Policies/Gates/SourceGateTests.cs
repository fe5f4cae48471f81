using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class SourceGateTests
{
    [Fact]
    public void Judgements_and_guidelines_are_counted_apart()
    {
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All);

        Assert.Equal(
            "7 rules and 0 numbers that people are measured by: 2 by a guideline or study, 5 by judgement.",
            run.Report.Of(Gate.Sources).Summary);
    }

    [Theory]
    [InlineData("""Judgement("our safety case, H-03")""", """Judgement("TBC")""", "SC101", "'item-9-above-zero' gives 'TBC' for its source.")]
    [InlineData("""Judgement("our safety case, H-03")""", """Judgement("?!")""", "SC101", "'item-9-above-zero' gives '?!' for its source.")]
    [InlineData("""Judgement("our safety case, H-03")""", """Source("in-house working group")""", "SC102", "'item-9-above-zero' cites its own reasoning as a guideline or study.")]
    [InlineData("Item 9 of the PHQ-9 is above zero", "todo: say why", "SC101", "'item-9-above-zero' gives 'todo: say why' for its reason.")]
    [InlineData("Item 9 of the PHQ-9 is above zero", "Item-9 above zero", "SC101", "'item-9-above-zero' gives 'Item-9 above zero' for its reason.")]
    public void Words_that_say_nothing_are_refused_at_their_rule(string good, string bad, string code, string message)
    {
        using var run = GateRunner.Run(Bundles.Small.WithScript(good, bad), GateOptions.All);

        var gate = run.Report.Of(Gate.Sources);
        Assert.Equal((GateVerdict.Passed, GateVerdict.Failed), (run.Report.Of(Gate.Compile).Verdict, gate.Verdict));
        var finding = Assert.Single(gate.Findings);
        Assert.Equal((code, message, "policy.csx"), (finding.Code, finding.Message, finding.File));
        Assert.Equal("""Safety("item-9-above-zero")""", Bundles.Small.WithScript(good, bad).At(finding));
        Assert.NotEqual("", finding.Suggestion);
    }

    [Fact]
    public void A_rule_without_a_source_fails_this_gate_too_though_nothing_was_compiled()
    {
        using var run = GateRunner.Run(Bundles.Small.WithScript("""Judgement("our safety case, H-03")""", """Judgement("")"""), GateOptions.All);

        var gate = run.Report.Of(Gate.Sources);
        Assert.Equal(GateVerdict.Failed, gate.Verdict);
        Assert.Equal("SC062", Assert.Single(gate.Findings).Code);
    }

    [Fact]
    public void A_number_that_people_are_measured_by_needs_a_source_that_says_something()
    {
        const string Norm = "Caseness(Pcl5, from: 33, Judgement(\"none\"));\n\nconst int MoreSevere";

        using var run = GateRunner.Run(Bundles.Small.WithScript("const int MoreSevere", Norm), GateOptions.All);

        var finding = Assert.Single(run.Report.Of(Gate.Sources).Findings);
        Assert.Equal(("SC101", "This number gives 'none' for its source."), (finding.Code, finding.Message));
    }
}
