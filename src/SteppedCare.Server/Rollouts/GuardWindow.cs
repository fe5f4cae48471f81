namespace SteppedCare.Server.Rollouts;

/// <summary>What was counted lately: readings of totals that only grow, as far back as the window reaches.</summary>
/// <param name="length">How far back it looks.</param>
/// <param name="isNew">The change is younger than the window, so that all that was ever counted of it lies within.</param>
/// <param name="time">Measures how long ago a reading was.</param>
internal sealed class GuardWindow(TimeSpan length, bool isNew, TimeProvider time)
{
    private readonly Queue<(long At, ArmCounts Counts)> _readings = new();

    // Of a change that went on before this replica began to look, nobody can say when its totals came: what is judged begins with the first reading.
    private ArmCounts? _earliest = isNew ? ArmCounts.None : null;
    private ArmCounts _latest = ArmCounts.None;

    /// <summary>What was answered within the window.</summary>
    internal ArmCounts Answered => _latest.Since(_earliest ?? _latest);

    internal void Add(ArmCounts counts)
    {
        // A store that lost writes begins lower again.
        if (_earliest is null || counts.IsBelow(_latest))
        {
            _readings.Clear();
            _earliest = counts;
        }

        _latest = counts;
        _readings.Enqueue((time.GetTimestamp(), counts));
        while (_readings.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > length)
        {
            _earliest = _readings.Dequeue().Counts;
        }
    }
}
