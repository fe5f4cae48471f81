using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Rollouts;

/// <summary>Why rollouts are not changed, beside what the registry says.</summary>
internal static class RolloutRefusals
{
    /// <summary>The name under which the laggards stand in the details of the error.</summary>
    internal const string Replicas = "replicas";

    internal static Refusal NotReady(ImmutableArray<string> laggards) => new(
        RefusalKind.FailedPrecondition, "REPLICAS_NOT_READY",
        "Some ready replicas do not hold the revisions after ten seconds; nothing changed. Look at them, or name them in without_replicas.")
    {
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add(Replicas, string.Join(',', laggards)),
        Subject = "rollout",
    };

    internal static Refusal Faulty(string version, string? fault) => new(
        RefusalKind.FailedPrecondition, "REVISION_FAULTY", $"The revision {version} cannot be loaded here: {fault ?? "it was let go again"}. Nothing changed.") { Subject = "rollout" };
}
