using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>The release's word on a revision that the server itself published from the policy folder: its second person was at the release.</summary>
internal sealed record VouchForShipped(string Policy, string Version)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.Find(Policy, Version) is not { } revision)
        {
            return RegistryRefusals.UnknownRevision;
        }

        if (!revision.Approvals.IsEmpty || revision.Retired is not null || revision.Published.By != ReachRollout.Server)
        {
            return RegistryDraft.There(revision.Published);
        }

        return RegistryDraft.Of(new RevisionApproved
        {
            At = now,
            By = ReachRollout.Server,
            Revision = revision.Name,
            InvariantsDigest = revision.Published.InvariantsDigest,
            ReportDigest = revision.Published.ReportDigest,
            Notes = "Approved by the release that it came with.",
        });
    }
}
