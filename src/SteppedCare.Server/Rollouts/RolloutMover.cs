using System.Collections.Concurrent;
using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Puts the tags of services under the epochs of their rollouts, in number order, and says so in the registry. Whoever holds the lease does it, also what
/// another began, and so does whoever made a change and waits for it: every step can be done again and none goes back.
/// </summary>
internal sealed partial class RolloutMover(
    IPolicyRegistry registry, IRegistryStore store, TagEpochs tags, ReplicaName name, RolloutMetrics metrics, TimeProvider time, ILogger<RolloutMover> logger) : IDisposable
{
    private const string Lease = "rollouts";
    private const int MostAtOnce = 16;

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_release = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_mostWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Service, long Epoch), Lazy<Task>> _moving = new();
    private readonly CancellationTokenSource _ended = new();

    /// <summary>What is to be moved now: of each service the latest rollout whose time has come, unless it is reached. One that a later one overtook is never moved.</summary>
    internal static IEnumerable<RolloutRecord> Due(RegistryState state, DateTimeOffset storeNow) =>
        state.Services.Select(service => state.LineOf(service).DueAt(storeNow)).OfType<RolloutRecord>();

    /// <summary>Moves what is due, if nobody else is at it. What takes longer than a moment goes on by itself: a service whose part of the store is away keeps no other waiting.</summary>
    internal async Task MoveAsync(CancellationToken cancellationToken)
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
                await Task.WhenAll(some.Select(MoveOnceAsync)).WaitAsync(s_moment, time, cancellationToken);
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
    /// Moves these, whoever holds the lease, and returns once they are reached or overtaken, or as far as they are after ten seconds. Somebody waits for them,
    /// and a holder that was killed must not make them wait, too: two who move the same do no harm.
    /// </summary>
    internal async Task<RegistryState> ReachAsync(IReadOnlyDictionary<string, long> epochs, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < s_mostWait; await Task.Delay(s_betweenTries, time, cancellationToken))
        {
            var holds = false;
            try
            {
                // Taken if it is free, so that the others need not do the same.
                holds = await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken);
                var state = registry.State;
                var open = epochs.Where(epoch => !IsOver(state, epoch.Key, epoch.Value)).Select(epoch => state.RolloutOf(epoch.Key, epoch.Value)).OfType<RolloutRecord>();
                await Task.WhenAll(open.Select(MoveOnceAsync)).WaitAsync(s_mostWait, time, cancellationToken);
                if (epochs.All(epoch => IsOver(registry.State, epoch.Key, epoch.Value)))
                {
                    break;
                }

                await registry.RefreshAsync(cancellationToken);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or TimeoutException)
            {
                // It is in the log: whoever can reach the store finishes it.
            }
            finally
            {
                await (holds ? ReleaseAsync() : Task.CompletedTask);
            }
        }

        return registry.State;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

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

    private static bool IsOver(RegistryState state, string service, long epoch) => state.LineOf(service).Live?.Epoch >= epoch;

    // Once at a time in this process, for all who ask.
    private Task MoveOnceAsync(RolloutRecord rollout)
    {
        var key = (rollout.Service, rollout.Epoch);
        var token = _ended.Token;
        return _moving.GetOrAdd(key, new Lazy<Task>(() => Task.Run(() => MoveAsync(key, rollout, token), token))).Value;
    }

    private async Task MoveAsync((string Service, long Epoch) key, RolloutRecord rollout, CancellationToken cancellationToken)
    {
        try
        {
            await MoveAsync(rollout, cancellationToken);
        }
        finally
        {
            _moving.TryRemove(key, out _);
        }
    }

    private async Task MoveAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        try
        {
            for (var next = rollout; next is not null; next = await MoveOnAsync(next, cancellationToken))
            {
            }
        }
        catch (StoreUnavailableException)
        {
            // The registry's part is away: it is in the log, or said so to whoever asked for it.
            Waits(rollout.Service, rollout.Epoch);
        }
    }

    /// <summary>What it was numbered anew as, to be moved in its place; null when nothing is left to do now.</summary>
    private async Task<RolloutRecord?> MoveOnAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        var stand = await tags.AdvanceAsync(rollout.Service, rollout.Tag, cancellationToken);
        var elsewhere = stand.OfType<TagEpoch>().Where(epoch => !epoch.CanBe(rollout.Tag)).ToImmutableArray();
        if (!elsewhere.IsEmpty)
        {
            var renumbered = await registry.ChangeAsync(null, new RenumberRollout(rollout.Service, rollout.Epoch, elsewhere).Decide, cancellationToken);
            if (renumbered.Value is not { IsRepetition: false, State: var state } || state.RolloutOf(rollout.Service) is not { } anew)
            {
                return null;
            }

            NumberedAnew(rollout.Service, rollout.Epoch, anew.Epoch);
            return anew;
        }

        if (stand.Contains(null))
        {
            // A part of the store is away, with some of the tags: the others are moved, and these when it is back.
            Waits(rollout.Service, rollout.Epoch);
            return null;
        }

        var reached = await registry.ChangeAsync(null, new ReachRollout(rollout.Service, rollout.Epoch).Decide, cancellationToken);
        if (reached.Value is { IsRepetition: false })
        {
            Reached(rollout.Service, rollout.Epoch, rollout.Plan.Active.Policy, rollout.Plan.Active.Version);
        }

        return null;
    }

    [LoggerMessage(52, LogLevel.Information, "{Service} is under its rollout {Epoch}: {Policy} {Version}")]
    private partial void Reached(string service, long epoch, string policy, string version);

    [LoggerMessage(53, LogLevel.Warning, "The store does not take all of the rollout {Epoch} of {Service}; it goes on when it does")]
    private partial void Waits(string service, long epoch);

    [LoggerMessage(125, LogLevel.Error, "Episodes of {Service} stand under a rollout that the store lost, which had the number {Epoch} or a later one. What was decided since is now the rollout {Anew}")]
    private partial void NumberedAnew(string service, long epoch, long anew);
}
