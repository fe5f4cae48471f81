using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Puts the tags of services under the epochs of their rollouts, in number order, and says so in the registry. Whoever holds the lease does it, also what
/// another began: every step can be done again and none goes back.
/// </summary>
internal sealed partial class RolloutMover(
    IPolicyRegistry registry, IRegistryStore store, ReplicaName name, RolloutMetrics metrics, TimeProvider time, ILogger<RolloutMover> logger) : IDisposable
{
    private const string Lease = "rollouts";
    private const int MostAtOnce = 16;

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_release = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_mostWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>What is to be moved now: of each service the latest rollout whose time has come, unless it is reached. One that a later one overtook is never moved.</summary>
    internal static IEnumerable<RolloutRecord> Due(RegistryState state, DateTimeOffset storeNow) =>
        state.Services.Select(service => state.LineOf(service).DueAt(storeNow)).OfType<RolloutRecord>();

    /// <summary>Moves what is due, if nobody else is at it.</summary>
    internal async Task MoveAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            ImmutableArray<RolloutRecord> due = [.. Due(registry.State, registry.StoreNow)];
            metrics.Moving(due.Length);
            if (due.IsEmpty || !await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken))
            {
                return;
            }

            try
            {
                // Whoever held it until now may have done it all.
                due = [.. Due(await registry.RefreshAsync(cancellationToken), registry.StoreNow)];
                await Parallel.ForEachAsync(
                    due, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken }, async (rollout, token) => await MoveAsync(rollout, token));
                metrics.Moving(Due(registry.State, registry.StoreNow).Count());
            }
            finally
            {
                // The next change need not wait until it ends by itself.
                await store.TryLeaseAsync(Lease, name.Value, s_release, CancellationToken.None);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Returns once these are reached or overtaken, or as far as they are after ten seconds: whoever holds the lease goes on.</summary>
    internal async Task<RegistryState> ReachAsync(IReadOnlyDictionary<string, long> epochs, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < s_mostWait; await Task.Delay(s_betweenTries, time, cancellationToken))
        {
            try
            {
                await MoveAsync(cancellationToken);
                if (epochs.All(epoch => IsOver(registry.State, epoch.Key, epoch.Value)))
                {
                    break;
                }

                await registry.RefreshAsync(cancellationToken);
            }
            catch (StoreUnavailableException)
            {
                // It is in the log: whoever can reach the store finishes it.
            }
        }

        return registry.State;
    }

    public void Dispose() => _one.Dispose();

    private static bool IsOver(RegistryState state, string service, long epoch) => state.LineOf(service).Live?.Epoch >= epoch;

    private async Task MoveAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        try
        {
            await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken);
            foreach (var tag in EpisodeTag.All(rollout.Service))
            {
                await store.AdvanceEpochAsync(tag, rollout.Epoch, cancellationToken);
            }

            var reached = await registry.ChangeAsync(null, new ReachRollout(rollout.Service, rollout.Epoch).Decide, cancellationToken);
            if (reached.Value is { IsRepetition: false })
            {
                Reached(rollout.Service, rollout.Epoch, rollout.Plan.Active.Policy, rollout.Plan.Active.Version);
            }
        }
        catch (StoreUnavailableException)
        {
            // A part of the store is away, with some of the tags: the other services go on, and this one when it is back.
            Waits(rollout.Service, rollout.Epoch);
        }
    }

    [LoggerMessage(52, LogLevel.Information, "{Service} is under its rollout {Epoch}: {Policy} {Version}")]
    private partial void Reached(string service, long epoch, string policy, string version);

    [LoggerMessage(53, LogLevel.Warning, "The store does not take all of the rollout {Epoch} of {Service}; it goes on when it does")]
    private partial void Waits(string service, long epoch);
}
