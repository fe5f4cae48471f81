using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

/// <summary>What the first gate refuses beyond the fences.</summary>
public sealed class CompileGateTests
{
    [Theory]
    [InlineData("DaysRiskUndecided, 0", TaskKind.ClinicianReview)]
    [InlineData("DaysRiskTaskLate, 0, 2", TaskKind.ReviewDue)]
    public void A_watch_over_danger_whose_task_the_end_of_the_episode_would_close_is_refused_at_its_line(string count, TaskKind task)
    {
        var bundle = With(count, task);
        using var run = GateRunner.Run(bundle, GateOptions.CompileOnly);

        var gate = run.Report.Of(Gate.Compile);
        var finding = Assert.Single(gate.Findings);
        Assert.Equal((GateVerdict.Failed, "SC103", "policy.csx"), (gate.Verdict, finding.Code, finding.File));
        Assert.Equal($"The watch 'danger' looks at danger and raises {task}, which the end of the episode closes.", finding.Message);
        Assert.Equal("Raise one that only a person closes: CrisisNow, SameDay, BeforeNextStep, AskRisk, Safeguarding, RiskTaskLate.", finding.Suggestion);
        Assert.StartsWith("Watch(\"danger\")", bundle.Script.Split('\n')[finding.Line - 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DaysRiskUndecided, 0", TaskKind.SameDay)]
    [InlineData("DaysRiskTaskLate, 0", TaskKind.RiskTaskLate)]
    [InlineData("DaysUnconfirmed, 7", TaskKind.ClinicianReview)]
    public void One_whose_task_only_a_person_closes_passes_and_so_does_any_over_something_else(string count, TaskKind task)
    {
        using var run = GateRunner.Run(With(count, task), GateOptions.CompileOnly);

        Assert.Equal(GateVerdict.Passed, run.Report.Of(Gate.Compile).Verdict);
    }

    // It was let through when it was published: after an upgrade of the program it goes on answering.
    [Fact]
    public void A_revision_that_was_published_with_such_a_watch_still_loads()
    {
        var bundle = With("DaysRiskUndecided, 0", TaskKind.ClinicianReview);

        Assert.NotNull(PolicyCompiler.Load(bundle.Label, bundle.Source, cache: null).Revision);
    }

    private static PolicyBundle With(string count, TaskKind task) =>
        Bundles.Small with { Script = $"{Bundles.Small.Script}\nWatch(\"danger\").After(p => p.{count}).Raise({task});\n" };
}
