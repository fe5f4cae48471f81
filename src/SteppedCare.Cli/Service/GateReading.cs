using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Gate reports off the wire, so that what a server says and what is said offline look alike.</summary>
internal static class GateReading
{
    internal static GateReport Of(V1.GateReport? report) => new([.. report?.Gates.Select(Of) ?? []]);

    internal static GateResult Of(V1.GateResult result) => new(
        (Gate)(int)result.Gate, (GateVerdict)(int)result.Verdict, result.Summary, [.. result.Findings.Select(Of)], result.Took?.ToTimeSpan() ?? TimeSpan.Zero);

    internal static V1.PolicyFiles FilesOf(PolicyBundle bundle, bool withInvariants)
    {
        var files = new V1.PolicyFiles { Script = bundle.Script, Cases = bundle.Cases, Readme = bundle.Readme };
        if (withInvariants)
        {
            files.Invariants = bundle.Invariants;
        }

        return files;
    }

    private static GateFinding Of(V1.GateFinding finding) => new(
        finding.File,
        finding.Line,
        finding.Column,
        finding.Length,
        finding.Code,
        finding.Message,
        finding.Suggestion,
        finding.Certainty switch
        {
            V1.Certainty.Proven => Certainty.Proven,
            V1.Certainty.Shown => Certainty.Shown,
            V1.Certainty.Possible => Certainty.Possible,
            _ => null,
        },
        finding.Example,
        finding.Hazard);
}
