using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace SteppedCare.Policies;

/// <summary>From text to bytes and readings, or to the refusals that stand in their way. The only way into the compiler; a warm start never comes here.</summary>
internal static class ScriptCompiler
{
    internal static CompiledScript Compile(PolicySource source, ScriptKind kind, CompilerStages stages)
    {
        if (stages.Limits && ScriptLimits.Check(source).ToImmutableArray() is { IsEmpty: false } overLimit)
        {
            return CompiledScript.Refused(overLimit);
        }

        var compilation = PolicyDialect.Compile(source, kind, stages.ClosedReferences);
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees.Single());

        // Our words first: "a policy has no loops" helps more than what the compiler makes of it.
        var refusals = stages.Walk ? [.. ScriptWalk.Check(model)] : new List<Refusal>();
        refusals.AddRange(compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Location.Refuse(diagnostic.Id, diagnostic.GetMessage(null), "", CompilerStage.ClosedReferences)));
        if (refusals.Count > 0)
        {
            return CompiledScript.Refused([.. refusals.OrderBy(refusal => refusal.Line).ThenBy(refusal => refusal.Column).ThenBy(refusal => refusal.Stage)]);
        }

        var reader = new RuleReader(model);
        var readings = reader.Read().ToImmutableArray();
        if (stages.Walk && reader.Refusals.Count > 0)
        {
            return CompiledScript.Refused([.. reader.Refusals]);
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: "policy.pdb"));
        if (!emitted.Success)
        {
            return CompiledScript.Refused(
                [.. emitted.Diagnostics.Select(diagnostic => diagnostic.Location.Refuse(diagnostic.Id, diagnostic.GetMessage(null), "", CompilerStage.ClosedReferences))]);
        }

        var bytes = image.ToArray();
        return stages.PeGate && AssemblyGate.Check(bytes) is { Count: > 0 } faults
            ? CompiledScript.Refused([.. faults])
            : new CompiledScript(bytes, symbols.ToArray(), readings, []) { Numbers = kind == ScriptKind.Policy ? [.. NumberReader.Read(model)] : [] };
    }
}

/// <summary>What came of a compilation: bytes that passed every fence but the last, or why not.</summary>
/// <param name="Image">The assembly; empty when refused.</param>
/// <param name="Symbols">Its debug information.</param>
/// <param name="Readings">The rules as they stand in the text.</param>
/// <param name="Refusals">Empty when it passed.</param>
internal sealed record CompiledScript(byte[] Image, byte[] Symbols, ImmutableArray<RuleReading> Readings, ImmutableArray<Refusal> Refusals)
{
    /// <summary>The numbers beside the conditions as they stand in the text.</summary>
    internal ImmutableArray<NumberReading> Numbers { get; init; } = [];

    internal static CompiledScript Refused(ImmutableArray<Refusal> refusals) => new([], [], [], refusals);
}
