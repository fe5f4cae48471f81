using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Sees to it that rollouts are moved. Whoever holds the lease moves what is due, also what another began; and whoever made a change and waits for it moves that
/// one, whoever holds the lease.
/// </summary>
internal sealed class RolloutMover(IPolicyRegistry registry, IRegistryStore store, RolloutMoves moves, ReplicaName name, RolloutMetrics metrics, TimeProvider time)
{
    private const string Lease = "rollouts";
    private const int MostAtOnce = 16;

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_release = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    /// <summary>What is to be moved now: of each service the latest rollout whose time has come, unless it is reached. One that a later one overtook is never moved.</summary>
    internal static IEnumerable<RolloutRecord> Due(RegistryState state, DateTimeOffset storeNow) =>
        state.Services.Select(service => state.LineOf(service).DueAt(storeNow)).OfType<RolloutRecord>();

    /// <summary>Moves what is due, if nobody else is at it. What takes longer than a moment goes on by itself: a service whose part of the store is away keeps no other waiting.</summary>
    internal async Task MoveDueAsync(CancellationToken cancellationToken)
    {
        metrics.Moving(Due(registry.State, registry.StoreNow).Count());
        if (!Due(registry.State, registry.StoreNow).Any() || !await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken))
        {
            return;
        }

        try
        {
            // Whoever held it until now may have done it all.
            var due = Due(await registry.RefreshAsync(cancellationToken), registry.StoreNow).ToList();
            foreach (var some in due.Chunk(MostAtOnce))
            {
                await Task.WhenAll(some.Select(moves.BeginOrJoin)).WaitAsync(s_moment, time, cancellationToken);
            }

            metrics.Moving(Due(registry.State, registry.StoreNow).Count());
        }
        catch (TimeoutException)
        {
            // They are under way; the others are looked at again in a second.
        }
        finally
        {
            await ReleaseAsync();
        }
    }

    /// <summary>
    /// Moves these, whoever holds the lease, and returns once they are reached or overtaken, or when patience is at its end: what is left goes on by itself.
    /// Somebody waits for them, and a holder that was killed must not make them wait, too: two who move the same do no harm.
    /// </summary>
    /// <param name="epochs">The rollouts, by their services.</param>
    /// <param name="patience">How long they are waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<RegistryState> ReachAsync(IReadOnlyDictionary<string, long> epochs, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            while (!AreOver(epochs, registry.State))
            {
                await TryAsync(epochs, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is in the log: whoever can reach the store finishes it.
        }

        return registry.State;
    }

    private async Task TryAsync(IReadOnlyDictionary<string, long> epochs, CancellationToken cancellationToken)
    {
        var holds = false;
        try
        {
            // Taken if it is free, so that the others need not do the same.
            holds = await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken);
            var state = registry.State;
            var open = epochs.Where(epoch => !IsOver(epoch, state)).Select(epoch => state.RolloutOf(epoch.Key, epoch.Value)).OfType<RolloutRecord>();
            await Task.WhenAll(open.Select(moves.BeginOrJoin)).WaitAsync(cancellationToken);
            if (!AreOver(epochs, registry.State))
            {
                await registry.RefreshAsync(cancellationToken);
                await Task.Delay(s_betweenTries, time, cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(s_betweenTries, time, cancellationToken);
        }
        finally
        {
            await (holds ? ReleaseAsync() : Task.CompletedTask);
        }
    }

    private static bool AreOver(IReadOnlyDictionary<string, long> epochs, RegistryState state) => epochs.All(epoch => IsOver(epoch, state));

    private static bool IsOver(KeyValuePair<string, long> epoch, RegistryState state) => state.LineOf(epoch.Key).Live?.Epoch >= epoch.Value;

    // The next change need not wait until it ends by itself.
    private async Task ReleaseAsync()
    {
        try
        {
            await store.TryLeaseAsync(Lease, name.Value, s_release, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // It ends by itself.
        }
    }
}
