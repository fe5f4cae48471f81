using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class CaseGateTests
{
    [Theory]
    [InlineData("Phq9: 16, Item9: 0", "Pqh9: 16, Item9: 0", "'Pqh9' is no fact.", "Did you mean 'Phq9'?", "16")]
    [InlineData("Phq9: 16, Item9: 0", "Phq9: 61, Item9: 0", "'Phq9' cannot be '61': 0 to 27, or unknown.", "", "61")]
    [InlineData("outcome: enter, step: high", "outcome: entre, step: high", "'outcome' is no Outcome.", "Did you mean 'Enter'?", "entre")]
    [InlineData("outcome: enter, step: high", "outcome: enter, stop: high", "'stop' is not a word of case files here.", "Did you mean 'step'?", "high")]
    [InlineData("tasks: [same_day]", "tasks: [sameday_]", null, null, null)]
    [InlineData("tasks: [same_day]", "tasks: [some_day]", "'some_day' is no TaskKind.", "Did you mean 'SameDay'?", "some_day")]
    public void A_case_that_cannot_be_read_is_shown_at_its_word_with_what_was_probably_meant(string good, string bad, string? message, string? suggestion, string? at)
    {
        var bundle = Bundles.Small.WithCases(good, bad);
        using var run = GateRunner.Run(bundle, GateOptions.All);

        var gate = run.Report.Of(Gate.Cases);
        if (message is null)
        {
            Assert.Equal(GateVerdict.Passed, gate.Verdict);
            return;
        }

        Assert.Equal(GateVerdict.Failed, gate.Verdict);
        var finding = gate.Findings[0];
        Assert.Equal(("SC111", "cases.yaml"), (finding.Code, finding.File));
        Assert.EndsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, finding.Suggestion);
        Assert.Equal(at, bundle.At(finding));
    }

    [Fact]
    public void A_case_that_comes_out_otherwise_is_shown_at_the_word_that_was_expected()
    {
        var bundle = Bundles.Small.WithCases("outcome: enter, step: high", "outcome: enter, step: monitor");
        using var run = GateRunner.Run(bundle, GateOptions.All);

        var finding = Assert.Single(run.Report.Of(Gate.Cases).Findings);
        Assert.Equal(("SC112", "'PHQ-9 of 16, no wish stated' expects step Monitor; the policy says High."), (finding.Code, finding.Message));
        Assert.Equal("monitor", bundle.At(finding));
        Assert.Equal("1 of 10 cases failed.", run.Report.Of(Gate.Cases).Summary);
    }

    [Fact]
    public void A_revision_without_cases_is_not_let_through()
    {
        using var run = GateRunner.Run(Bundles.Small with { Cases = "" }, GateOptions.All);

        Assert.Equal("SC110", Assert.Single(run.Report.Of(Gate.Cases).Findings).Code);
        Assert.False(run.Report.Passed);
        Assert.All([Gate.Coverage, Gate.Mutation], gate => Assert.Equal(GateVerdict.NotRun, run.Report.Of(gate).Verdict));
    }

    [Fact]
    public void A_case_file_that_is_no_yaml_is_refused_where_it_ends_to_be_some()
    {
        using var run = GateRunner.Run(Bundles.Small with { Cases = "cases:\n  - name: \"unended\n" }, GateOptions.All);

        var finding = Assert.Single(run.Report.Of(Gate.Cases).Findings);
        Assert.Equal("SC111", finding.Code);
        Assert.True(finding.Line > 0);
    }

    [Fact]
    public void Timers_are_asked_of_stories_only()
    {
        using var run = GateRunner.Run(Bundles.Small.WithCases("outcome: enter, step: high", "outcome: enter, step: high, timers: {review: 35}"), GateOptions.All);

        Assert.Contains(run.Report.Of(Gate.Cases).Findings, finding => finding.Message == "Timers run in a story told by events; facts alone have no days.");
    }

    [Fact]
    public void A_timer_that_falls_due_on_another_day_fails_its_case()
    {
        using var run = GateRunner.Run(Bundles.Small.WithCases("timers: {review: 17}", "timers: {review: 18}"), GateOptions.All);

        Assert.EndsWith("expects timers.review 18; the policy says 17.", Assert.Single(run.Report.Of(Gate.Cases).Findings).Message, StringComparison.Ordinal);
    }
}
