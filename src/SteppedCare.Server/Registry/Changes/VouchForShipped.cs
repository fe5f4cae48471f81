using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>
/// The server's word on a revision that it published from the policy folder by itself: of what was shipped, the second person was at the release; of what a
/// development server watches, there is none.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Of the script in the folder: what somebody else published under that version is not vouched for.</param>
internal sealed record VouchForShipped(string Policy, string Version, string Digest)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.Find(Policy, Version) is not { } revision)
        {
            return RegistryRefusals.UnknownRevision;
        }

        if (revision.Name.Digest != Digest || !revision.Approvals.IsEmpty || revision.Retired is not null || revision.Published.By is not (ReachRollout.Server or PolicyWatch.Author))
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
            Notes = revision.Published.By == PolicyWatch.Author ? "Watched by a development server." : "Approved by the release that it came with.",
        });
    }
}
