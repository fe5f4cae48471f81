namespace SteppedCare.Server.Hosting;

/// <summary>Lets whoever finds the store gone wake the monitor, so that an outage is told within a call and not within a probe's interval.</summary>
internal sealed class StoreAlarm : IDisposable
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

    public void Dispose() => _rung.Dispose();
}
