using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class GateRunnerTests
{
    [Fact]
    public void A_small_policy_that_keeps_its_word_passes_every_gate_and_is_handed_over_ready_to_answer()
    {
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All);

        Assert.Equal("", run.Report.Complaints());
        Assert.True(run.Report.Passed);
        Assert.Equal(Enum.GetValues<Gate>(), run.Report.Gates.Select(gate => gate.Gate));
        Assert.Equal(run.Revision!.Name.Digest, run.Artefact!.Manifest.Digest);
        Assert.Equal(Outcome.Enter, run.Revision.Evaluator.Evaluate(PracticePolicy.FactsOf(("Phq9", 12), ("Item9", 0)), DecisionCall.Triage).Outcome);
    }

    [Fact]
    public void A_script_that_does_not_compile_fails_the_first_gate_at_its_place_and_is_asked_no_other()
    {
        using var run = GateRunner.Run(Bundles.Small with { Script = Bundles.Small.Script.Replace("p.Phq9 >= MoreSevere", "p.Phq9 >= System.DateTime.Now.Hour") }, GateOptions.All);

        var compile = run.Report.Of(Gate.Compile);
        Assert.Equal(GateVerdict.Failed, compile.Verdict);
        var finding = Assert.Single(compile.Findings, finding => finding.Code == "SC040" || finding.Code == "SC043");
        Assert.Equal("System.DateTime.Now.Hour", new ScriptText(Bundles.Small.Script.Replace("p.Phq9 >= MoreSevere", "p.Phq9 >= System.DateTime.Now.Hour")).At(new TextPlace(finding.Line, finding.Column, finding.Length)));
        Assert.All(run.Report.Gates.Skip(1), gate => Assert.Equal((GateVerdict.NotRun, "The script does not compile."), (gate.Verdict, gate.Summary)));
        Assert.False(run.Report.Passed);
        Assert.Null(run.Revision);
        Assert.Null(run.Artefact);
    }

    [Fact]
    public void Gates_that_are_not_asked_say_so_in_the_words_given()
    {
        using var run = GateRunner.Run(Bundles.Small with { Cases = "" }, GateOptions.CompileOnly with { WhyNotAsked = "The release's own tests ran it." });

        Assert.True(run.Report.Passed);
        Assert.All(run.Report.Gates.Skip(1), gate => Assert.Equal((GateVerdict.NotRun, "The release's own tests ran it."), (gate.Verdict, gate.Summary)));
    }

    [Fact]
    public void What_was_compiled_before_is_judged_as_what_is_compiled_now()
    {
        using var folder = new TemporaryFolder();
        var kept = GateOptions.All with { Cache = new ArtefactCache(folder.Root) };
        var untested = Bundles.Small with { Cases = Bundles.Small.Cases.Replace("Phq9: 16", "Phq9: 18", StringComparison.Ordinal) };

        using var compiled = GateRunner.Run(untested, kept);
        using var found = GateRunner.Run(untested, kept);

        Assert.Equal(2, Directory.GetFiles(folder.Root).Length);
        Assert.NotEmpty(compiled.Report.Of(Gate.Mutation).Findings);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(compiled.Report.ToBytes()), System.Text.Encoding.UTF8.GetString(found.Report.ToBytes()));
        Assert.True(PolicyCompiler.Load(untested.Label, untested.Source, kept.Cache).FromCache);
    }

    [Fact]
    public void Each_gate_is_told_of_as_it_begins_and_ends()
    {
        var told = new List<GateProgress>();
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All with { Progress = told.Add });

        Assert.Equal(Enum.GetValues<Gate>().SelectMany(gate => new[] { (gate, false), (gate, true) }), told.Select(each => (each.Gate, each.Ended is not null)));
        Assert.Equal(run.Report.Gates, told.Select(each => each.Ended).OfType<GateResult>());
    }

    [Fact]
    public void It_can_be_called_off()
    {
        using var calledOff = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => GateRunner.Run(
            Bundles.Small, GateOptions.All with { Progress = each => CancelAt(each, Gate.Coverage, calledOff) }, calledOff.Token));
    }

    [Fact]
    public void A_report_is_the_same_after_it_was_kept_and_so_is_its_digest()
    {
        using var run = GateRunner.Run(Bundles.Small with { Cases = Bundles.Small.Cases.Replace("step: low", "step: high") }, GateOptions.All);

        var bytes = run.Report.ToBytes();
        var again = GateReport.FromBytes(bytes);

        Assert.Equal(bytes, again.ToBytes());
        Assert.Equal(GateReport.DigestOf(bytes), GateReport.DigestOf(again.ToBytes()));
        Assert.Equal(run.Report.Gates.SelectMany(gate => gate.Findings), again.Gates.SelectMany(gate => gate.Findings));
        Assert.Equal(run.Report.Passed, again.Passed);
        Assert.Equal(bytes, (run.Report with { Gates = [.. run.Report.Gates.Select(gate => gate with { Took = gate.Took + TimeSpan.FromSeconds(7) })] }).ToBytes());
        Assert.Equal(run.Report.Gates.Select(gate => gate.Took), GateReport.FromBytes(run.Report.ToTimedBytes()).Gates.Select(gate => gate.Took));
        Assert.NotEqual(GateReport.DigestOf(bytes), GateReport.DigestOf((again with { Gates = again.Gates.SetItem(0, again.Gates[0] with { Summary = "All is well." }) }).ToBytes()));
    }

    private static void CancelAt(GateProgress progress, Gate gate, CancellationTokenSource source)
    {
        if (progress.Gate == gate)
        {
            source.Cancel();
        }
    }
}
