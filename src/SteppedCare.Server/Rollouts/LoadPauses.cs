namespace SteppedCare.Server.Rollouts;

/// <summary>Why revisions could not be loaded, and until when nobody tries them again: the pause grows with every failure.</summary>
internal sealed class LoadPauses(TimeProvider clock)
{
    private const int MostKept = 1_000;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<RevisionName, Failure> _failures = [];

    /// <summary>Why it could not be loaded the last time; null when nobody tried or it could.</summary>
    internal string? FaultOf(RevisionName name)
    {
        lock (_gate)
        {
            return _failures.GetValueOrDefault(name)?.Fault;
        }
    }

    internal bool IsPausing(RevisionName name)
    {
        lock (_gate)
        {
            return _failures.TryGetValue(name, out var failure) && clock.GetElapsedTime(failure.At) < failure.Pause;
        }
    }

    internal void Failed(RevisionName name, string fault)
    {
        lock (_gate)
        {
            var pause = _failures.TryGetValue(name, out var before) ? TimeSpan.FromTicks(Math.Min(before.Pause.Ticks * 2, s_longestPause.Ticks)) : s_firstPause;
            if (_failures.Count >= MostKept)
            {
                _failures.Remove(_failures.MinBy(failure => failure.Value.At).Key);
            }

            _failures[name] = new Failure(fault, clock.GetTimestamp(), pause);
        }
    }

    /// <summary>It may be tried at once.</summary>
    internal void Forget(RevisionName name)
    {
        lock (_gate)
        {
            _failures.Remove(name);
        }
    }

    internal void KeepOnly(IReadOnlySet<RevisionName> names)
    {
        lock (_gate)
        {
            foreach (var name in _failures.Keys.Where(name => !names.Contains(name)).ToList())
            {
                _failures.Remove(name);
            }
        }
    }

    private sealed record Failure(string Fault, long At, TimeSpan Pause);
}
