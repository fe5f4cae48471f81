using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Every tag of a service was put under an epoch. Whoever finishes it says so, however many do.</summary>
internal sealed record ReachRollout(string Service, long Epoch)
{
    /// <summary>Who does what the server does by itself.</summary>
    internal const string Server = "service";

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (state.RolloutOf(Service, Epoch) is not { } rollout)
        {
            return RegistryRefusals.RolloutMoved;
        }

        return rollout.IsReached ? RegistryDraft.There(rollout.Changed) : RegistryDraft.Of(new RolloutReached { At = now, By = Server, Service = Service, Epoch = Epoch });
    }
}
