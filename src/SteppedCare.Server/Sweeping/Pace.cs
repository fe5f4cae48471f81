namespace SteppedCare.Server.Sweeping;

/// <summary>Holds the clock's own work back to so many episodes a second, so that calls find the store free.</summary>
internal sealed class Pace(SweepOptions options, TimeProvider time)
{
    // Of the clock that nobody sets: one that is put back must not hold the work up.
    private readonly long _began = time.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _free;

    /// <summary>Returns once so many more may be looked at.</summary>
    internal Task SpendAsync(int episodes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began);
            wait = _free - now;
            _free = (wait > TimeSpan.Zero ? _free : now) + TimeSpan.FromSeconds((double)episodes / options.MostPerSecond);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
