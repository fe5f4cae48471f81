using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Publishing;

/// <summary>The rollouts of a service, read.</summary>
internal sealed class RolloutHistory(IPolicyRegistry registry, HostSettings settings)
{
    internal async Task<Result<RolloutsAnswer>> ListAsync(RolloutsQuery query, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        if (!settings.Services.Any(service => service.Name == query.Service) && state.RolloutOf(query.Service) is null)
        {
            return Refusals.UnknownService;
        }

        var found = state.RolloutsOf(query.Service).Where(rollout => rollout.Epoch < (query.Below ?? long.MaxValue)).Take(query.Count + 1).ToList();
        return new RolloutsAnswer(
            [.. found.Take(query.Count).Select(rollout => Answer(state, rollout, registry.StoreNow))],
            found.Count > query.Count ? found[query.Count - 1].Epoch : null);
    }

    internal static RolloutAnswer Answer(RegistryState state, RolloutRecord rollout, DateTimeOffset storeNow)
    {
        // What waits for its time has not taken anybody's place yet.
        var live = state.RolloutsOf(rollout.Service).FirstOrDefault(other => other.IsReached)?.Epoch ?? 0;
        var stage = rollout.Epoch == live ? RolloutStage.Live
            : rollout.Epoch < live || rollout.Epoch != state.RolloutOf(rollout.Service)?.Epoch ? RolloutStage.Superseded
            : rollout.Changed.NotBefore > storeNow ? RolloutStage.Scheduled
            : RolloutStage.Moving;
        return new RolloutAnswer(rollout, stage);
    }
}
