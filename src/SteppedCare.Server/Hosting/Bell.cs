namespace SteppedCare.Server.Hosting;

/// <summary>Wakes whoever waits for the next look before its time.</summary>
internal class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);
    private int _ringing;

    public void Ring()
    {
        if (Interlocked.Exchange(ref _ringing, 1) == 0)
        {
            _rung.Release();
        }
    }

    /// <summary>Returns when it rings or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), ended, atMost, Timeout.InfiniteTimeSpan);
        try
        {
            await _rung.WaitAsync(ended.Token);
            Interlocked.Exchange(ref _ringing, 0);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: the ordinary case.
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rung.Dispose();
        }
    }
}
