using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace SteppedCare.Policies;

/// <summary>The C# of policy scripts: which names are in scope, and with which options it compiles.</summary>
internal static class PolicyDialect
{
    /// <summary>Fixed, since it is written into the compiled bytes.</summary>
    internal const string AssemblyName = "SteppedCare.Policy";

    // A type here is imported as "using static", so that a policy says Low, PostTraumaticStress and SameDay.
    private static readonly ImmutableArray<string> s_imports =
    [
        "SteppedCare",
        "SteppedCare.Step",
        "SteppedCare.Problem",
        "SteppedCare.DescriptorStatus",
        "SteppedCare.Preference",
        "SteppedCare.TaskKind",
        "SteppedCare.Format",
        "SteppedCare.Flag",
        "SteppedCare.Outcome",
        "SteppedCare.Checklist",
        "SteppedCare.InstrumentCode",
        "SteppedCare.CurvePosition",
    ];

    private static readonly ScriptOptions s_options = ScriptOptions.Default
        .WithReferences(PolicyReferences.Closed)
        .WithImports(s_imports)
        .WithMetadataResolver(NoReferenceResolver.Instance)
        .WithSourceResolver(NoSourceResolver.Instance)
        .WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithAllowUnsafe(false)
        .WithCheckOverflow(true)
        .WithWarningLevel(9999)
        .WithFileEncoding(Encoding.UTF8);

    internal static CSharpCompilation Compile(PolicySource source, ScriptKind kind, bool closed = true)
    {
        // The name of the file would enter the debug information and with it the bytes.
        var options = s_options.WithFilePath("policy.csx");
        Script script = kind == ScriptKind.Policy
            ? CSharpScript.Create<Rulebook>(source.Text, options, typeof(Rulebook))
            : CSharpScript.Create<InvariantBook>(source.Text, options, typeof(InvariantBook));
        var compilation = (CSharpCompilation)script.GetCompilation();

        // Scripting gives every submission a fresh GUID for a name, adds the running CoreLib, and has no switch for nullable or determinism.
        return compilation
            .WithAssemblyName(AssemblyName)
            .WithReferences(closed ? PolicyReferences.Closed : PolicyReferences.OpenForTests)
            .WithOptions(compilation.Options
                .WithDeterministic(true)
                .WithConcurrentBuild(false)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithGeneralDiagnosticOption(ReportDiagnostic.Error));
    }
}
