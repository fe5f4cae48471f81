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

        return state.Services.Any(service => IsNeeded(state, service, revision.Name))
            ? RegistryRefusals.RevisionInRollout
            : RegistryDraft.Of(new RevisionRetired { At = now, By = By, Revision = revision.Name, Reason = Reason });
    }

    // A guard without what it goes back to is none. A person who goes back passes over what was retired, and may have a reason to retire it.
    private static bool IsNeeded(RegistryState state, string service, RevisionName revision) => state.AnsweringOf(service).Any(rollout =>
        rollout.Plan.Revisions.Contains(revision)
        || (rollout is { Plan.Guard: not null, Changed.Change: RolloutChange.Set }
            && rollout.Plan.Answering.Any(culprit => state.BeforeOf(rollout, culprit)?.Plan.Answering.Contains(revision) is true)));
}
