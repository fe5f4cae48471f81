using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Which revisions answer whom.</summary>
internal static class RolloutView
{
    internal static Grid Of(IEnumerable<V1.Rollout> rollouts) => new(
        ["service", "epoch", "active", "canary", "shadows", "state", "since", "by", "how", "why"],
        [
            .. rollouts.Select(rollout => GridRow.Of(
                rollout.State == V1.RolloutState.Live ? Tone.Strong : rollout.State == V1.RolloutState.Superseded ? Tone.Faint : Tone.Warning,
                rollout.Service,
                rollout.Epoch.ToString(CultureInfo.InvariantCulture),
                $"{rollout.Policy} {rollout.ActiveVersion}",
                CanaryOf(rollout),
                string.Join(", ", rollout.ShadowVersions),
                StateOf(rollout),
                InstantText.Of(rollout.ChangedAt),
                rollout.ChangedBy,
                ContractWords.Of(rollout.Change),
                rollout.Reason)),
        ]);

    internal static string PlanOf(V1.Rollout rollout) => PlanOf(rollout.Policy, rollout.ActiveVersion, CanaryOf(rollout), rollout.ShadowVersions);

    internal static string PlanOf(string policy, string active, string canary, IEnumerable<string> shadows)
    {
        var plan = $"{policy} {active}";
        plan += canary.Length > 0 ? $", canary {canary}" : "";
        return shadows.ToList() is { Count: > 0 } asked ? $"{plan}, shadow {string.Join(", ", asked)}" : plan;
    }

    internal static string CanaryOf(string version, double percent) =>
        version.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{version} at {percent:0.##} %");

    private static string StateOf(V1.Rollout rollout) => rollout.WaitingParts.Count == 0
        ? ContractWords.Of(rollout.State)
        : string.Create(CultureInfo.InvariantCulture, $"{ContractWords.Of(rollout.State)}, waits for {rollout.WaitingParts.Count} of 16 parts");

    private static string CanaryOf(V1.Rollout rollout) => CanaryOf(rollout.CanaryVersion, rollout.CanaryPercent);
}
