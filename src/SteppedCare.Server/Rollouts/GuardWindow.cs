using System.Collections.Immutable;

namespace SteppedCare.Server.Rollouts;

/// <summary>What was counted lately: readings of totals that only grow, as far back as the window reaches.</summary>
internal sealed class GuardWindow(TimeSpan length, TimeProvider time)
{
    private readonly Queue<(long At, ArmCounts Counts)> _readings = new();

    // A replica that begins to look in the middle of a change knows nothing of what was before: all of it counts, until it is older than the window.
    private ArmCounts _earliest = new(ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));
    private ArmCounts _latest = new(ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>What was answered within the window.</summary>
    internal ArmCounts Answered => _latest.Since(_earliest);

    internal void Add(ArmCounts counts)
    {
        _latest = counts;
        _readings.Enqueue((time.GetTimestamp(), counts));
        while (_readings.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > length)
        {
            _earliest = _readings.Dequeue().Counts;
        }
    }
}
