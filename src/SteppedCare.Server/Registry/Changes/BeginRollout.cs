using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>The first rollout of a service, from its configuration.</summary>
internal sealed record BeginRollout(string Service, RevisionName Revision)
{
    internal const long FirstEpoch = 1;

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now) => state.RolloutOf(Service) is { } rollout
        ? RegistryDraft.There(rollout.Changed)
        : RegistryDraft.Of(new RolloutChanged
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
