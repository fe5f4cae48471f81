using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>Rollouts as the contract has them.</summary>
internal static class RolloutReplies
{
    private const double HundredthsOfPercent = 100;

    internal static Wire.ListRolloutsResponse Listed(RolloutsAnswer answer) => new()
    {
        Rollouts = { answer.Rollouts.Select(Of) },
        NextPageToken = PageTokens.Of(answer.Next),
    };

    internal static Wire.SetRolloutResponse WasSet(RolloutsAnswer answer) => new() { Rollouts = { answer.Rollouts.Select(Of) } };

    internal static Wire.RollBackResponse RolledBack(RolloutsAnswer answer) => new() { Rollouts = { answer.Rollouts.Select(Of) } };

    private static Wire.Rollout Of(RolloutAnswer answer)
    {
        var (record, plan) = (answer.Record, answer.Record.Plan);
        return new Wire.Rollout
        {
            Service = record.Service,
            Epoch = record.Epoch,
            Policy = plan.Active.Policy,
            ActiveVersion = plan.Active.Version,
            CanaryVersion = plan.Canary?.Version ?? "",
            CanaryPercent = plan.CanaryShare / HundredthsOfPercent,
            ShadowVersions = { plan.Shadows.Select(shadow => shadow.Version) },
            Guard = plan.Guard is { } guard ? Of(guard) : null,
            ChangedBy = record.Changed.By,
            ChangedAt = Timestamp.FromDateTimeOffset(record.Changed.At),
            NotBefore = record.Changed.NotBefore is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            Reason = record.Changed.Reason,

            // Both lists are numbered alike.
            State = (Wire.RolloutState)answer.Stage,
            Change = (Wire.RolloutChange)record.Changed.Change,
            WaitingParts = { answer.WaitingParts },
        };
    }

    private static Wire.RolloutGuard Of(GuardBounds guard) => new()
    {
        Window = Duration.FromTimeSpan(guard.Window),
        LeastDecisions = guard.LeastDecisions,
        MostFaultsPercent = guard.MostFaults ?? 0,
        SlowestHundredth = guard.SlowestHundredth is { } slowest ? Duration.FromTimeSpan(slowest) : null,
        MostMixShiftPoints = guard.MostMixShift ?? 0,
    };
}
