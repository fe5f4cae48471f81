using SteppedCare.Policies;

namespace SteppedCare.Server.Workshop;

/// <summary>What is done in the process beside the server.</summary>
internal static class WorkshopBench
{
    internal static object Do(WorkshopTask task) => task switch
    {
        CompileTask compile => Compile(compile),
        JudgeTask judge => Judge(judge),
        ProveTask prove => Prove(prove),
        CompareTask compare => Compare(compare),
        _ => throw new InvalidOperationException($"{task.GetType().Name} is nothing that is done here."),
    };

    private static CompileOutcome Compile(CompileTask task)
    {
        var result = PolicyCompiler.Compile(new PolicyLabel("policy", "compiled"), new PolicySource(task.Path, task.Script, task.LanguageVersion));
        result.Revision?.Retire();
        return new CompileOutcome(result.Artefact?.ToBytes(), result.Refusals);
    }

    private static JudgeOutcome Judge(JudgeTask task)
    {
        using var run = GateRunner.Run(task.Bundle, new GateOptions { Gates = [.. task.Gates], WhyNotAsked = task.WhyNotOthers });
        return new JudgeOutcome(run.Report.ToTimedBytes(), run.Artefact?.ToBytes());
    }

    private static ProveOutcome Prove(ProveTask task)
    {
        var invariants = InvariantSet.Load(new PolicySource(PolicyLibrary.InvariantsName, task.Invariants), cache: null);
        invariants.Set?.Dispose();
        var results = invariants.Refusals.IsEmpty ? task.Revisions.Select(revision => Prove(revision with { Invariants = task.Invariants })) : [];
        return new ProveOutcome(invariants.Refusals, new GateReport([.. results]).ToTimedBytes());
    }

    private static GateResult Prove(PolicyBundle revision)
    {
        using var run = GateRunner.Run(revision, GateOptions.All with { Gates = [Gate.Compile, Gate.Invariants] });
        return run.Report.Gates.Single(gate => gate.Gate == Gate.Invariants);
    }

    private static CompareOutcome Compare(CompareTask task)
    {
        if (task.Before.Source.Digest == task.After.Source.Digest)
        {
            return new CompareOutcome(Compiles: true, [], IsComplete: true);
        }

        var (before, after) = (Loaded(task.Before), Loaded(task.After));
        try
        {
            if (before is null || after is null)
            {
                return new CompareOutcome(Compiles: false, [], IsComplete: false);
            }

            var comparison = PolicyAnalyser.Compare(before, after);
            return new CompareOutcome(Compiles: true, [.. comparison.Regions.Select(Of)], comparison.Complete);
        }
        finally
        {
            before?.Retire();
            after?.Retire();
        }
    }

    private static PolicyRevision? Loaded(PolicyBundle bundle) =>
        PolicyCompiler.Compile(bundle.Label, bundle.Source).Revision;

    private static ComparedRegion Of(Region region) => new(
        region.Call,
        region.RuleBefore,
        region.RuleAfter,
        region.AnswerBefore,
        region.AnswerAfter,
        region.Where,
        region.IsLower,
        region.Certainty,
        region.Example?.Case ?? "");
}
