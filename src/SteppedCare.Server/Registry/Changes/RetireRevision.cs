using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Takes a revision out of use for good.</summary>
internal sealed record RetireRevision(string Policy, string Version, string By, string Reason)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.Find(Policy, Version) is not { } revision)
        {
            return RegistryRefusals.UnknownRevision;
        }

        if (revision.Retired is { } before)
        {
            return RegistryDraft.There(before);
        }

        return state.Services.SelectMany(state.AnsweringOf).Any(rollout => rollout.Plan.Revisions.Contains(revision.Name))
            ? RegistryRefusals.RevisionInRollout
            : RegistryDraft.Of(new RevisionRetired { At = now, By = By, Revision = revision.Name, Reason = Reason });
    }
}
