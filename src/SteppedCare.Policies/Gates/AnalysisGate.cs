using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>No rule that answers nobody, no person without an answer, no less care for somebody worse.</summary>
internal static class AnalysisGate
{
    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Revision is not { } revision)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        var report = PolicyAnalyser.Analyse(revision, null);
        ImmutableArray<GateFinding> findings = [.. report.Findings.Select(Finding)];
        if (!report.Complete)
        {
            findings = [.. findings, new GateFinding(PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.AnalysisIncomplete, "The analysis stopped at its budget: what is not listed is not proven.")];
        }

        var refusing = report.Findings.Count(finding => finding.Refuses);
        var found = $"{Counted.Of(report.Findings.Length, "finding")} among all people that can be";
        return refusing == 0 ? GateAnswer.Passed($"{found}.", findings) : GateAnswer.Failed($"{found}, {refusing} of which keep it from them.", findings);
    }

    private static GateFinding Finding(Finding finding) => new(
        PolicyLibrary.ScriptName,
        finding.Line,
        finding.Line > 0 ? 1 : 0,
        0,
        CodeOf(finding.Kind),
        finding.Message,
        Certainty: finding.Certainty,
        Example: string.Concat(new[] { finding.Example?.Case, finding.Neighbour?.Case }.OfType<string>()));

    private static string CodeOf(FindingKind kind) => kind switch
    {
        FindingKind.UnreachableRule => GateCodes.UnreachableRule,
        FindingKind.Gap => GateCodes.Gap,
        FindingKind.Masked => GateCodes.Masked,
        _ => GateCodes.NotMonotone,
    };
}
