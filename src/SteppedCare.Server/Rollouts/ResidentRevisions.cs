using System.Collections.Frozen;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// The revisions that this process holds to answer with: loaded as they are needed, let go when nothing names them. Each is loaded by itself: one that takes
/// long, or fails, keeps no other waiting.
/// </summary>
internal sealed partial class ResidentRevisions(IRevisionLoader loader, RolloutMetrics metrics, TimeProvider clock, ILogger<ResidentRevisions> logger)
{
    private readonly Lock _gate = new();
    private readonly LoadPauses _pauses = new(clock);
    private readonly Dictionary<RevisionName, Task> _loading = [];
    private IReadOnlySet<RevisionName> _needed = FrozenSet<RevisionName>.Empty;
    private volatile FrozenDictionary<RevisionName, LoadedRevision> _held = FrozenDictionary<RevisionName, LoadedRevision>.Empty;

    /// <summary>Raised when a load ended, well or not, on the thread that loaded.</summary>
    internal event Action? Ended;

    internal FrozenDictionary<RevisionName, LoadedRevision> Held => _held;

    internal bool IsLoading
    {
        get
        {
            lock (_gate)
            {
                return _loading.Count > 0;
            }
        }
    }

    internal LoadedRevision? Find(RevisionName name) => _held.GetValueOrDefault(name);

    /// <summary>Why it could not be loaded the last time; null when nobody tried or it could.</summary>
    internal string? FaultOf(RevisionName name) => _pauses.FaultOf(name);

    /// <summary>Somebody asks for it now: what failed before is tried without a pause.</summary>
    internal void Forgive(RevisionName name) => _pauses.Forget(name);

    /// <summary>Begins to load what is needed and not here, and waits for none of it. One that could not be loaded is tried again after a pause that grows.</summary>
    internal void Bring(IReadOnlySet<RevisionName> needed)
    {
        lock (_gate)
        {
            _needed = needed;
            _pauses.KeepOnly(needed);
            foreach (var name in needed.Where(name => !_held.ContainsKey(name) && !_loading.ContainsKey(name) && !_pauses.IsPausing(name)))
            {
                _loading[name] = Task.Run(() => LoadAsync(name));
            }
        }
    }

    /// <summary>Returns once none of these is being loaded: it is held then, or <see cref="FaultOf"/> says why not.</summary>
    internal Task SettledAsync(IEnumerable<RevisionName> names, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.WhenAll(names.Select(name => _loading.GetValueOrDefault(name) ?? Task.CompletedTask)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets go of all others. To be called once nothing leads to them any more.</summary>
    internal void KeepOnly(IReadOnlySet<RevisionName> needed)
    {
        List<LoadedRevision> gone;
        lock (_gate)
        {
            gone = [.. _held.Where(held => !needed.Contains(held.Key)).Select(held => held.Value)];
            if (gone.Count == 0)
            {
                return;
            }

            _held = _held.Where(held => needed.Contains(held.Key)).ToFrozenDictionary();
        }

        gone.ForEach(LetGo);
    }

    private async Task LoadAsync(RevisionName name)
    {
        RevisionLoad load;
        try
        {
            load = await loader.LoadAsync(name, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            load = new RevisionLoad(null, "the store does not answer now");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LoadBroke(fault, name.Policy, name.Version);
            load = new RevisionLoad(null, $"loading it failed with {fault.GetType().Name}");
        }

        Take(name, load);
        Ended?.Invoke();
    }

    private void Take(RevisionName name, RevisionLoad load)
    {
        var isNeeded = true;
        lock (_gate)
        {
            _loading.Remove(name);
            if (load.Revision is not { } revision)
            {
                _pauses.Failed(name, load.Fault!);
                return;
            }

            _pauses.Forget(name);
            isNeeded = _needed.Contains(name);
            if (isNeeded)
            {
                _held = _held.Append(new(name, revision)).ToFrozenDictionary();
            }
        }

        if (!isNeeded)
        {
            LetGo(load.Revision);
        }
    }

    private void LetGo(LoadedRevision revision)
    {
        metrics.LetGo(revision.Context);
        revision.LetGo();
    }

    [LoggerMessage(121, LogLevel.Error, "Loading {Policy} {Version} broke; the others are not touched, and it is tried again")]
    private partial void LoadBroke(Exception fault, string policy, string version);
}
