using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Whoever looks at what was decided: the shadows and the guard.</summary>
internal interface IDecisionWatch
{
    /// <summary>A decision was recorded. Returns at once and never throws: the answer waits for nobody.</summary>
    void Recorded(RecordedDecision decision);
}

/// <summary>A decision that is recorded.</summary>
/// <param name="Key">The episode.</param>
/// <param name="Version">The version of the entry that holds it.</param>
/// <param name="Rollout">What answered.</param>
/// <param name="Arm">Which part of that.</param>
/// <param name="Assessment">What it answered to what.</param>
internal sealed record RecordedDecision(EpisodeKey Key, int Version, Rollout Rollout, Arm Arm, Assessment Assessment);
