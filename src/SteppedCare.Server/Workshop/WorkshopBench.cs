using SteppedCare.Policies;

namespace SteppedCare.Server.Workshop;

/// <summary>What is done in the process beside the server.</summary>
internal static class WorkshopBench
{
    internal static object Do(WorkshopTask task) => task switch
    {
        CompileTask compile => Compile(compile),
        _ => throw new InvalidOperationException($"{task.GetType().Name} is nothing that is done here."),
    };

    private static CompileOutcome Compile(CompileTask task)
    {
        var result = PolicyCompiler.Compile(new PolicyLabel("policy", "compiled"), new PolicySource(task.Path, task.Script));
        result.Revision?.Retire();
        return new CompileOutcome(result.Artefact?.ToBytes(), result.Refusals);
    }
}
