using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>A second person's word on a revision.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Of the script that they saw.</param>
/// <param name="InvariantsDigest">Of the invariants that they saw; null for none.</param>
/// <param name="ReportDigest">Of the gate report that they saw.</param>
/// <param name="By">The approver.</param>
/// <param name="Notes">What they say.</param>
internal sealed record ApproveRevision(string Policy, string Version, string Digest, string? InvariantsDigest, string ReportDigest, string By, string Notes)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.Find(Policy, Version) is not { } revision)
        {
            return RegistryRefusals.UnknownRevision;
        }

        if (revision.Retired is not null)
        {
            return RegistryRefusals.RevisionRetired;
        }

        if (string.Equals(revision.Published.By, By, StringComparison.OrdinalIgnoreCase))
        {
            return RegistryRefusals.ApproverIsAuthor;
        }

        var seen = (Digest, ReportDigest, InvariantsDigest);
        if (seen != (revision.Name.Digest, revision.Published.ReportDigest, state.InvariantsOf(Policy)?.Digest)
            || revision.Published.InvariantsDigest != InvariantsDigest)
        {
            return RegistryRefusals.ApprovalOutdated;
        }

        return revision.Approvals.FirstOrDefault(approval => approval.By == By && approval.InvariantsDigest == InvariantsDigest) is { } before
            ? RegistryDraft.There(before)
            : RegistryDraft.Of(new RevisionApproved
            {
                At = now, By = By, Revision = revision.Name, InvariantsDigest = InvariantsDigest, ReportDigest = ReportDigest, Notes = Notes,
            });
    }
}
