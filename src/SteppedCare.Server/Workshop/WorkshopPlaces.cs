namespace SteppedCare.Server.Workshop;

/// <summary>How many tasks are done at once, and who waits for whom: for what is to answer people one place is kept that no gate takes.</summary>
internal sealed class WorkshopPlaces(WorkshopOptions options) : IDisposable
{
    private readonly SemaphoreSlim _ordinary = new(options.MostProcesses);
    private readonly SemaphoreSlim _kept = new(1);

    /// <summary>A place, to be given back by disposing of it; null when none was free in time.</summary>
    /// <param name="isAwaited">People are answered by what comes of the task.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<IDisposable?> TakeAsync(bool isAwaited, CancellationToken cancellationToken)
    {
        if (isAwaited && await _ordinary.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return new Place(_ordinary);
        }

        var places = isAwaited ? _kept : _ordinary;
        return await places.WaitAsync(options.MostWait, cancellationToken) ? new Place(places) : null;
    }

    public void Dispose()
    {
        _ordinary.Dispose();
        _kept.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                places.Release();
            }
            catch (ObjectDisposedException)
            {
                // The server stops, and ended the task.
            }
        }
    }
}
