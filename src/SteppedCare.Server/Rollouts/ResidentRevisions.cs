using System.Collections.Frozen;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>The revisions that this process holds to answer with: loaded as they are needed, let go when nothing names them. Changed by one caller at a time.</summary>
internal sealed class ResidentRevisions(RevisionLoader loader, RolloutMetrics metrics, TimeProvider clock)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RevisionName, Failure> _failures = [];
    private volatile FrozenDictionary<RevisionName, LoadedRevision> _held = FrozenDictionary<RevisionName, LoadedRevision>.Empty;

    internal FrozenDictionary<RevisionName, LoadedRevision> Held => _held;

    internal LoadedRevision? Find(RevisionName name) => _held.GetValueOrDefault(name);

    /// <summary>Why it cannot be loaded; null when nobody tried or it could.</summary>
    internal string? FaultOf(RevisionName name)
    {
        lock (_failures)
        {
            return _failures.GetValueOrDefault(name)?.Fault;
        }
    }

    /// <summary>Loads what is needed and not here. One that could not be loaded is tried again after a pause that grows.</summary>
    internal async Task BringAsync(IReadOnlySet<RevisionName> needed, CancellationToken cancellationToken)
    {
        lock (_failures)
        {
            foreach (var name in _failures.Keys.Where(name => !needed.Contains(name)).ToList())
            {
                _failures.Remove(name);
            }
        }

        foreach (var name in needed)
        {
            if (_held.ContainsKey(name) || IsPausing(name))
            {
                continue;
            }

            var load = await loader.LoadAsync(name, cancellationToken);
            if (load.Revision is { } revision)
            {
                _held = _held.Append(new(name, revision)).ToFrozenDictionary();
                lock (_failures)
                {
                    _failures.Remove(name);
                }
            }
            else
            {
                Failed(name, load.Fault!);
            }
        }
    }

    /// <summary>Lets go of all others. To be called once nothing leads to them any more.</summary>
    internal void KeepOnly(IReadOnlySet<RevisionName> needed)
    {
        var gone = _held.Where(held => !needed.Contains(held.Key)).Select(held => held.Value).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        _held = _held.Where(held => needed.Contains(held.Key)).ToFrozenDictionary();
        foreach (var revision in gone)
        {
            metrics.LetGo(revision.Context);
            revision.LetGo();
        }
    }

    private bool IsPausing(RevisionName name)
    {
        lock (_failures)
        {
            return _failures.TryGetValue(name, out var failure) && clock.GetElapsedTime(failure.At) < failure.Pause;
        }
    }

    private void Failed(RevisionName name, string fault)
    {
        lock (_failures)
        {
            var pause = _failures.TryGetValue(name, out var before) ? TimeSpan.FromTicks(Math.Min(before.Pause.Ticks * 2, s_longestPause.Ticks)) : s_firstPause;
            _failures[name] = new Failure(fault, clock.GetTimestamp(), pause);
        }
    }

    private sealed record Failure(string Fault, long At, TimeSpan Pause);
}
