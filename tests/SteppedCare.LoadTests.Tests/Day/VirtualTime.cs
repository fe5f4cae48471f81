namespace SteppedCare.LoadTests.Tests.Day;

/// <summary>
/// Time that passes only when everything waits for it: one thread runs whatever is ready, then the clock stands at the next timer. What runs in it takes
/// no time but what it asks for, so instants are exact and no machine is too slow.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<Waiting, TimeSpan> _timers = new();
    private readonly Ready _ready = new();

    internal TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(callback, state);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Enqueue(timer, Now + dueTime);
        }

        return timer;
    }

    /// <summary>Somebody holds the thread for so long, as a pause of the whole process does.</summary>
    internal void Hold(TimeSpan time) => Now += time;

    internal T Run<T>(Func<Task<T>> work)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_ready);
        try
        {
            var running = work();
            while (!running.IsCompleted)
            {
                if (!_ready.RunOne())
                {
                    Assert.True(_timers.TryDequeue(out var next, out var due), "Everything waits, and for no timer.");
                    Now = due > Now ? due : Now;
                    next.Ring();
                }
            }

            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Ready : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Do, object? With)> _queue = new();

        public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

        internal bool RunOne()
        {
            if (!_queue.TryDequeue(out var next))
            {
                return false;
            }

            next.Do(next.With);
            return true;
        }
    }

    private sealed class Waiting(TimerCallback callback, object? state) : ITimer
    {
        private bool _given;

        internal void Ring()
        {
            if (!_given)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing here sets a timer twice.");

        public void Dispose() => _given = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
