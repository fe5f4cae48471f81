using System.Collections.Concurrent;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>Revisions that answer nobody any more, loaded for a while to explain what they once decided: a few at a time, the longest unused goes first.</summary>
internal sealed partial class OldRevisions(IRevisionLoader loader, RolloutMetrics metrics, TimeProvider clock, ILogger<OldRevisions> logger)
{
    private const int MostHeld = 8;

    private static readonly TimeSpan s_longestIdle = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly LoadPauses _pauses = new(clock);
    private readonly ConcurrentDictionary<RevisionName, Entry> _held = new();
    private readonly Dictionary<RevisionName, Task<LoadedRevision?>> _loading = [];

    internal LoadedRevision? Find(RevisionName name)
    {
        if (!_held.TryGetValue(name, out var entry))
        {
            return null;
        }

        entry.UsedAt = clock.GetTimestamp();
        return entry.Revision;
    }

    /// <summary>
    /// The revision; null when its files are nowhere, or it could not be loaded a moment ago: reading old episodes must not load it in vain again and again.
    /// Who asks for the same one at once waits for one load.
    /// </summary>
    internal Task<LoadedRevision?> LoadAsync(RevisionName name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Find(name) is { } held)
            {
                return Task.FromResult<LoadedRevision?>(held);
            }

            if (!_loading.TryGetValue(name, out var loading))
            {
                if (_pauses.IsPausing(name))
                {
                    return Task.FromResult<LoadedRevision?>(null);
                }

                // Not by the caller's time: others wait for it, too.
                loading = _loading[name] = Task.Run(() => LoadAsync(name), CancellationToken.None);
            }

            return loading.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets go of what nobody asked for lately.</summary>
    internal void LetIdleGo() => LetGo(entry => clock.GetElapsedTime(entry.UsedAt) > s_longestIdle);

    private async Task<LoadedRevision?> LoadAsync(RevisionName name)
    {
        try
        {
            var load = await loader.LoadToExplainAsync(name, CancellationToken.None);
            if (load.Revision is { } revision)
            {
                _held[name] = new Entry(revision, clock.GetTimestamp());
                _pauses.Forget(name);
            }
            else
            {
                _pauses.Failed(name, load.Fault!);
            }

            return load.Revision;
        }
        catch (Exception fault) when (fault is not (StoreUnavailableException or OutOfMemoryException))
        {
            LoadBroke(fault, name.Policy, name.Version);
            _pauses.Failed(name, fault.GetType().Name);
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _loading.Remove(name);
                var surplus = _held.Values.OrderBy(entry => entry.UsedAt).Take(Math.Max(0, _held.Count - MostHeld)).ToHashSet();
                LetGo(surplus.Contains);
            }
        }
    }

    private void LetGo(Func<Entry, bool> which)
    {
        foreach (var (name, entry) in _held)
        {
            if (which(entry) && _held.TryRemove(new KeyValuePair<RevisionName, Entry>(name, entry)))
            {
                metrics.LetGo(entry.Revision.Context);
                entry.Revision.LetGo();
            }
        }
    }

    [LoggerMessage(120, LogLevel.Error, "Loading {Policy} {Version}, which answers nobody any more, broke; what it decided cannot be explained for a while")]
    private partial void LoadBroke(Exception fault, string policy, string version);

    private sealed class Entry(LoadedRevision revision, long usedAt)
    {
        private long _usedAt = usedAt;

        internal LoadedRevision Revision { get; } = revision;

        internal long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
