using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>Lets every ready replica load revisions before they answer anybody.</summary>
internal sealed class RolloutPreparation(
    IRegistryStore store, RolloutKeeper keeper, ResidentRevisions resident, ReplicaPresence presence, ReplicaName name, RolloutMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks every replica to hold these revisions until what is returned is disposed of.</summary>
    internal async Task<HeldRevisions> HoldAsync(ImmutableArray<RevisionName> revisions, CancellationToken cancellationToken)
    {
        var held = await HeldRevisions.HoldAsync(store, keeper, revisions, time, cancellationToken);
        presence.Hurry();
        return held;
    }

    /// <summary>Waits until this replica has loaded these revisions, or failed to, and then ten seconds at most until all that are ready hold them.</summary>
    /// <returns>Why they are not ready; null when they are.</returns>
    internal async Task<Refusal?> ReadyAsync(ImmutableArray<RevisionName> revisions, IReadOnlySet<string> without, CancellationToken cancellationToken)
    {
        await keeper.TakeInAsync(cancellationToken);

        // What has to be compiled is compiled here, once; the others take it from the store.
        await resident.SettledAsync(revisions, cancellationToken);
        for (var began = time.GetTimestamp(); ; await Task.Delay(s_betweenLooks, time, cancellationToken))
        {
            if (revisions.FirstOrDefault(revision => resident.Find(revision) is null && resident.FaultOf(revision) is not null) is { } faulty)
            {
                return RolloutRefusals.Faulty(faulty.Version, resident.FaultOf(faulty));
            }

            var laggards = await LaggardsAsync(revisions, without, cancellationToken);
            if (laggards.IsEmpty)
            {
                return null;
            }

            if (time.GetElapsedTime(began) >= s_most)
            {
                metrics.NotReady();
                return RolloutRefusals.NotReady(laggards);
            }
        }
    }

    // Of itself this replica knows more than it last told. Without it there is no change: it has to see what the revisions are like.
    private async Task<ImmutableArray<string>> LaggardsAsync(ImmutableArray<RevisionName> revisions, IReadOnlySet<string> without, CancellationToken cancellationToken)
    {
        var others = (await store.ReplicasAsync(cancellationToken))
            .Where(replica => replica.Replica != name.Value && !without.Contains(replica.Replica) && revisions.Any(revision => !replica.Holds.Contains(ReplicaBeat.Word(revision))))
            .Select(replica => replica.Replica);
        return [.. others.Concat(revisions.All(revision => resident.Find(revision) is not null) ? [] : [name.Value]).Order(StringComparer.Ordinal)];
    }
}
