using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>What gates said of one revision.</summary>
internal sealed record RevisionReport(PolicyBundle Bundle, GateReport Report)
{
    private static readonly ImmutableArray<(Gate Gate, int ExitCode)> s_endings =
    [
        (Gate.Compile, ExitCodes.DoesNotCompile), (Gate.Sources, ExitCodes.DoesNotCompile),
        (Gate.Cases, ExitCodes.CasesFail), (Gate.Coverage, ExitCodes.CasesFail), (Gate.Mutation, ExitCodes.CasesFail),
        (Gate.Analysis, ExitCodes.AnalysisFinds), (Gate.Invariants, ExitCodes.AnalysisFinds), (Gate.BackTest, ExitCodes.AnalysisFinds),
    ];

    /// <summary>Of the first gate that says no: what it hides is not yet known.</summary>
    internal int ExitCode => s_endings.FirstOrDefault(ending => Report.Gates.Any(gate => gate.Gate == ending.Gate && gate.Verdict == GateVerdict.Failed)).ExitCode;

    internal PolicyLabel Label => Bundle.Label;

    internal string Digest => new PolicySource(PolicyLibrary.ScriptName, Bundle.Script).Digest;

    /// <summary>The gravest ending of several: what does not compile before what fails.</summary>
    internal static int ExitCodeOf(IEnumerable<RevisionReport> reports) =>
        reports.Select(report => report.ExitCode).Where(code => code != ExitCodes.Ok).DefaultIfEmpty(ExitCodes.Ok).Min();
}
