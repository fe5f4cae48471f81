using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Rollouts;

/// <summary>Counts what each part of a rollout answers, and has the shadows asked the same.</summary>
internal sealed class RolloutWatch(ArmTallies tallies, ShadowAsking shadows) : IDecisionWatch
{
    public void Recorded(RecordedDecision decision)
    {
        tallies.Count(decision);
        if (!decision.Rollout.Shadows.IsEmpty)
        {
            shadows.Ask(decision);
        }
    }
}
