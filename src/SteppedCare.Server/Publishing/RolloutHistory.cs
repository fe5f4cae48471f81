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
        if (query.Service is not { } asked)
        {
            return Present(state, query);
        }

        if (!settings.Services.Any(service => service.Name == asked) && state.RolloutOf(asked) is null)
        {
            return Refusals.UnknownService;
        }

        var found = state.RolloutsOf(asked).Where(rollout => rollout.Epoch < (query.Below ?? long.MaxValue)).Take(query.Count + 1).ToList();
        return new RolloutsAnswer(
            [.. found.Take(query.Count).Select(rollout => Answer(state, rollout, registry.StoreNow))],
            found.Count > query.Count ? found[query.Count - 1].Epoch : null);
    }

    internal static RolloutAnswer Answer(RegistryState state, RolloutRecord rollout, DateTimeOffset storeNow)
    {
        // What waits for its time has not taken anybody's place yet.
        var line = state.LineOf(rollout.Service);
        var live = line.Live?.Epoch ?? 0;
        var stage = rollout.Epoch == live ? RolloutStage.Live
            : rollout.Epoch < live || rollout.IsVoid ? RolloutStage.Superseded
            : rollout.Waits(storeNow) ? RolloutStage.Scheduled
            : rollout.Epoch == line.DueAt(storeNow)?.Epoch ? RolloutStage.Moving
            : RolloutStage.Superseded;
        return new RolloutAnswer(rollout, stage);
    }

    // A page goes on at a place in the list of services, by name.
    private RolloutsAnswer Present(RegistryState state, RolloutsQuery query)
    {
        var present = state.Services.Select(service => state.RolloutOf(service)).OfType<RolloutRecord>().ToList();
        var from = (int)Math.Clamp(query.Below ?? 0, 0, present.Count);
        return new RolloutsAnswer(
            [.. present.Skip(from).Take(query.Count).Select(rollout => Answer(state, rollout, registry.StoreNow))],
            present.Count - from > query.Count ? from + query.Count : null);
    }
}
