using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>The first rollout of a service, from its configuration.</summary>
internal sealed record BeginRollout(string Service, RevisionName Revision)
{
    internal const long FirstEpoch = 1;

    /// <summary>The highest epoch that the store has a part of the service's episodes under; 0 for none.</summary>
    public long Tags { get; init; }

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.RolloutOf(Service) is { } rollout)
        {
            return RegistryDraft.There(rollout.Changed);
        }

        // A release before there were rollouts had its episodes under the first epoch already.
        if (Tags > FirstEpoch)
        {
            return RegistryRefusals.RolloutLost;
        }

        if (state.Find(Revision) is not { } revision)
        {
            return RegistryRefusals.UnknownRevision;
        }

        if (!revision.IsApproved)
        {
            return revision.Retired is null ? RegistryRefusals.RevisionNotApproved : RegistryRefusals.RevisionRetired;
        }

        return RegistryDraft.Of(new RolloutChanged
        {
            At = now,
            By = ReachRollout.Server,
            Change = RolloutChange.First,
            Epochs = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add(Service, FirstEpoch),
            Plans = ImmutableSortedDictionary.Create<string, RolloutPlan>(StringComparer.Ordinal).Add(Service, new RolloutPlan(Revision, null, 0, [], null)),
            NotBefore = null,
            Reason = "The service's configuration",
        });
    }
}
