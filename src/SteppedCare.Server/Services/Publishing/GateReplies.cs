using Google.Protobuf.WellKnownTypes;
using SteppedCare.Policies;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>What gates and the analyser said, as the contract has it.</summary>
internal static class GateReplies
{
    internal static Wire.GateReport Of(KeptReport kept) => new()
    {
        Gates = { kept.Report.Gates.Select(Of) },
        Passed = kept.Report.Passed,
        Digest = kept.Digest,
    };

    // Both lists are numbered alike.
    internal static Wire.GateResult Of(GateResult result) => new()
    {
        Gate = (Wire.Gate)result.Gate,
        Verdict = (Wire.GateVerdict)result.Verdict,
        Summary = result.Summary,
        Findings = { result.Findings.Select(Of) },
        Took = Duration.FromTimeSpan(result.Took),
    };

    internal static Wire.Certainty Of(Certainty? certainty) => certainty switch
    {
        Certainty.Proven => Wire.Certainty.Proven,
        Certainty.Shown => Wire.Certainty.Shown,
        Certainty.Possible => Wire.Certainty.Possible,
        _ => Wire.Certainty.Unspecified,
    };

    private static Wire.GateFinding Of(GateFinding finding) => new()
    {
        File = finding.File,
        Line = finding.Line,
        Column = finding.Column,
        Length = finding.Length,
        Code = finding.Code,
        Message = finding.Message,
        Suggestion = finding.Suggestion,
        Certainty = Of(finding.Certainty),
        Example = finding.Example,
        Hazard = finding.Hazard,
    };
}
