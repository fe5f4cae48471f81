using Google.Protobuf.WellKnownTypes;
using SteppedCare.Policies;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>Revisions as the contract has them.</summary>
internal static class RevisionReplies
{
    internal static Wire.ListRevisionsResponse Listed(RevisionsAnswer answer) => new()
    {
        Revisions = { answer.Revisions.Select(Of) },
        NextPageToken = PageTokens.Of(answer.Next),
    };

    internal static Wire.GetRevisionResponse Found(RevisionDetails details) => new()
    {
        Revision = Of(details.Revision),
        Files = Of(details.Files),
        Report = GateReplies.Of(details.Report),
    };

    internal static Wire.ValidatePolicyResponse Validated(KeptReport report) => new() { Report = GateReplies.Of(report) };

    internal static Wire.PublishRevisionResponse Published(PublishedAnswer answer) => new() { Revision = Of(answer.Revision), Report = GateReplies.Of(answer.Report) };

    internal static Wire.PublishInvariantsResponse InPlace(InvariantsAnswer answer) => new()
    {
        Digest = answer.Digest,
        Revisions = { answer.Revisions.Select(proven => new Wire.ProvenRevision { Version = proven.Revision.Version, Result = GateReplies.Of(proven.Result) }) },
    };

    internal static Wire.ApproveRevisionResponse Approved(RevisionAnswer answer) => new() { Revision = Of(answer) };

    internal static Wire.RetireRevisionResponse Retired(RevisionAnswer answer) => new() { Revision = Of(answer) };

    private static Wire.PolicyRevision Of(RevisionAnswer answer)
    {
        var published = answer.Record.Published;
        return new Wire.PolicyRevision
        {
            Policy = published.Revision.Policy,
            Version = published.Revision.Version,
            Digest = published.Revision.Digest,
            LanguageVersion = published.LanguageVersion,
            State = answer.Record.Retired is not null ? Wire.RevisionState.Retired
                : answer.Record.Approvals.IsEmpty ? Wire.RevisionState.Published
                : Wire.RevisionState.Approved,
            Author = published.By,
            PublishedAt = Timestamp.FromDateTimeOffset(published.At),
            Notes = published.Notes,
            Approvals = { answer.Record.Approvals.Select(approval => Of(approval)) },
            ReportDigest = published.ReportDigest,
            InvariantsDigest = published.InvariantsDigest ?? "",
            InvariantsBroken = answer.InvariantsBroken,
        };
    }

    private static Wire.Approval Of(RevisionApproved approval) => new()
    {
        Approver = approval.By,
        ApprovedAt = Timestamp.FromDateTimeOffset(approval.At),
        Digest = approval.Revision.Digest,
        InvariantsDigest = approval.InvariantsDigest ?? "",
        ReportDigest = approval.ReportDigest,
        Notes = approval.Notes,
    };

    private static Wire.PolicyFiles Of(PolicyBundle files) => new()
    {
        Script = files.Script,
        Cases = files.Cases,
        Invariants = files.Invariants,
        Readme = files.Readme,
    };
}
