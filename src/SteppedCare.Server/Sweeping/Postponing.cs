using System.Collections.Concurrent;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>
/// An episode that cannot be looked at steps back in the index, a little further each time, so that it stands before nobody else and is tried again. What falls
/// due in it loses nothing: that is worked out from the episode, not from the index.
/// </summary>
internal sealed class Postponing(ITrajectoryStore store, TimeProvider time)
{
    private const int MostRemembered = 10_000;
    private const int MostDoublings = 5;

    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<EpisodeKey, int> _failures = new();

    internal async Task PostponeAsync(EpisodeKey key, CancellationToken cancellationToken)
    {
        if (_failures.Count >= MostRemembered)
        {
            _failures.Clear();
        }

        var failures = _failures.AddOrUpdate(key, 0, (_, before) => Math.Min(before + 1, MostDoublings));
        var stored = await store.LoadAsync(key, null, cancellationToken);
        var until = time.GetUtcNow() + (s_first * (1 << failures));
        await store.ReindexAsync(key, TrajectoryHeader.VersionOf(stored.Trajectory.Span), null, new IndexEntry(until), cancellationToken);
    }

    internal void Succeeded(EpisodeKey key) => _failures.TryRemove(key, out _);
}
