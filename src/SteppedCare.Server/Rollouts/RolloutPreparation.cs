using System.Collections.Immutable;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Rollouts;

/// <summary>Lets every ready replica load revisions before they answer anybody.</summary>
internal sealed class RolloutPreparation(IRegistryStore store, ReplicaPresence presence, TimeProvider time)
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_wantedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks every replica to hold these revisions for a while.</summary>
    internal Task WantAsync(ImmutableArray<RevisionName> revisions, CancellationToken cancellationToken) => store.WantAsync(revisions, s_wantedFor, cancellationToken);

    /// <summary>Waits until all ready replicas hold these revisions, ten seconds at most.</summary>
    /// <returns>The replicas that do not; empty when all do.</returns>
    internal async Task<ImmutableArray<string>> WaitAsync(ImmutableArray<RevisionName> revisions, IReadOnlySet<string> without, CancellationToken cancellationToken)
    {
        var laggards = await LaggardsAsync(revisions, without, cancellationToken);
        if (laggards.IsEmpty)
        {
            return laggards;
        }

        presence.Hurry();
        for (var began = time.GetTimestamp(); !laggards.IsEmpty && time.GetElapsedTime(began) < s_most;)
        {
            await Task.Delay(s_betweenLooks, time, cancellationToken);
            laggards = await LaggardsAsync(revisions, without, cancellationToken);
        }

        return laggards;
    }

    private async Task<ImmutableArray<string>> LaggardsAsync(ImmutableArray<RevisionName> revisions, IReadOnlySet<string> without, CancellationToken cancellationToken) =>
    [
        .. (await store.ReplicasAsync(cancellationToken))
            .Where(replica => !without.Contains(replica.Replica) && revisions.Any(revision => !replica.Holds.Contains(revision.Digest)))
            .Select(replica => replica.Replica)
            .Order(StringComparer.Ordinal),
    ];
}
