using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

/// <summary>Asks each fence about a script with all the others away.</summary>
internal static class StageProbe
{
    /// <summary>The first refusal with every fence up.</summary>
    internal static Refusal? FirstRefusal(string text)
    {
        var result = PolicyCompiler.Compile(new PolicyLabel("hostile", "1"), new PolicySource("policy.csx", text));
        result.Revision?.Retire();
        return result.Refusals.FirstOrDefault();
    }

    /// <summary>The fences that refuse it alone, by their first letters: L, W, C, P, R. A text over the limits is not shown to the parser.</summary>
    internal static string CaughtBy(string text)
    {
        var source = new PolicySource("policy.csx", text);
        if (Alone(source, CompilerStage.Limits, CompilerStages.None with { Limits = true }))
        {
            return "L";
        }

        var caught = "";
        caught += Alone(source, CompilerStage.Walk, CompilerStages.None with { Walk = true }) ? "W" : "";
        caught += Alone(source, CompilerStage.ClosedReferences, CompilerStages.None with { ClosedReferences = true }) ? "C" : "";

        // The last fence needs the script to have run, which only the gate makes safe.
        var gated = ScriptCompiler.Compile(source, ScriptKind.Policy, CompilerStages.None with { PeGate = true });
        if (!gated.Refusals.IsEmpty)
        {
            return caught + (gated.Refusals.Any(refusal => refusal.Stage == CompilerStage.PeGate) ? "P" : "");
        }

        return caught + (RulebookRefuses(gated) ? "R" : "");
    }

    private static bool Alone(PolicySource source, CompilerStage stage, CompilerStages stages) =>
        ScriptCompiler.Compile(source, ScriptKind.Policy, stages).Refusals.Any(refusal => refusal.Stage == stage);

    private static bool RulebookRefuses(CompiledScript script)
    {
        var context = new PolicyLoadContext("rulebook alone");
        try
        {
            var book = new Rulebook();
            return context.Register(script.Image, script.Symbols, book) is not null || RulebookCheck.Check(book, script.Readings).Count > 0;
        }
        finally
        {
            context.Unload();
        }
    }
}
