using System.Collections.Concurrent;
using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// The moves that are under way in this process, each once for all who ask: the parts of a service are put under the epoch of its rollout, in number order, and
/// the registry hears of it when all are. Every step can be done again and none goes back, so two processes that do the same do no harm.
/// </summary>
internal sealed partial class RolloutMoves(IPolicyRegistry registry, TagEpochs tags, ILogger<RolloutMoves> logger) : IDisposable
{
    private readonly ConcurrentDictionary<(string Service, long Epoch), Lazy<Task>> _underWay = new();
    private readonly ConcurrentDictionary<string, Stand> _stands = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Begins the move of a rollout, or joins it. Ends when it is reached, or when a part of the store did not take it.</summary>
    internal Task BeginOrJoin(RolloutRecord rollout)
    {
        var (key, token) = ((rollout.Service, rollout.Epoch), _ended.Token);
        return _underWay.GetOrAdd(key, new Lazy<Task>(() => Task.Run(() => MoveAsync(rollout, token), token))).Value;
    }

    /// <summary>The parts, by their numbers, that have not taken a rollout yet as far as this process moved it; none when it did not.</summary>
    internal ImmutableArray<int> WaitingOf(RolloutRecord rollout) =>
        _stands.TryGetValue(rollout.Service, out var stand) && stand.Tag == rollout.Tag ? stand.Waiting : [];

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task MoveAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(rollout, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The registry's part is away: it is in the log, or said so to whoever asked for it.
            Waits(rollout.Service, rollout.Epoch);
        }
        finally
        {
            _underWay.TryRemove((rollout.Service, rollout.Epoch), out _);
        }
    }

    private async Task PutAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        var stand = _stands.AddOrUpdate(rollout.Service, _ => new Stand(rollout.Tag), (_, before) => before.Tag == rollout.Tag ? before : new Stand(rollout.Tag));
        var epochs = await tags.AdvanceAsync(rollout.Service, rollout.Tag, stand.Tell, cancellationToken);
        if (epochs.OfType<TagEpoch>().Where(epoch => !epoch.CanBe(rollout.Tag)).ToImmutableArray() is { IsEmpty: false } elsewhere)
        {
            await NumberAnewAsync(rollout, elsewhere, cancellationToken);
        }
        else if (epochs.Contains(null))
        {
            // Each time once: it is tried again, and again, until they are back.
            if (stand.IsFirstTold())
            {
                Waits(rollout.Service, rollout.Epoch);
            }
        }
        else if ((await registry.ChangeAsync(null, new ReachRollout(rollout.Service, rollout.Epoch).Decide, cancellationToken)).Value is { IsRepetition: false })
        {
            Reached(rollout.Service, rollout.Epoch, rollout.Plan.Active.Policy, rollout.Plan.Active.Version);
        }
    }

    // Parts stand under a rollout that the registry lost: this one takes a number above theirs, and is put in its place.
    private async Task NumberAnewAsync(RolloutRecord rollout, ImmutableArray<TagEpoch> elsewhere, CancellationToken cancellationToken)
    {
        var renumbered = await registry.ChangeAsync(null, new RenumberRollout(rollout.Service, rollout.Epoch, elsewhere).Decide, cancellationToken);
        if (renumbered.Value is { IsRepetition: false, State: var state } && state.RolloutOf(rollout.Service) is { } anew)
        {
            NumberedAnew(rollout.Service, rollout.Epoch, anew.Epoch);
            await PutAsync(anew, cancellationToken);
        }
    }

    [LoggerMessage(52, LogLevel.Information, "{Service} is under its rollout {Epoch}: {Policy} {Version}")]
    private partial void Reached(string service, long epoch, string policy, string version);

    [LoggerMessage(53, LogLevel.Warning, "The store does not take all of the rollout {Epoch} of {Service}; it goes on when it does")]
    private partial void Waits(string service, long epoch);

    [LoggerMessage(125, LogLevel.Error, "Episodes of {Service} stand under a rollout that the store lost, which had the number {Epoch} or a later one. What was decided since is now the rollout {Anew}")]
    private partial void NumberedAnew(string service, long epoch, long anew);

    /// <summary>Which parts took a rollout, over all tries: what took it once stays under it.</summary>
    private sealed class Stand(TagEpoch tag)
    {
        private readonly ConcurrentDictionary<int, bool> _taken = new();
        private int _told;

        internal TagEpoch Tag => tag;

        internal ImmutableArray<int> Waiting => [.. Enumerable.Range(0, EpisodeTag.Buckets).Where(part => !_taken.ContainsKey(part))];

        internal void Tell(EpisodeTag part) => _taken.TryAdd(part.Bucket, true);

        internal bool IsFirstTold() => Interlocked.Exchange(ref _told, 1) == 0;
    }
}
