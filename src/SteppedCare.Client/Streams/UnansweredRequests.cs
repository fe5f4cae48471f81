namespace SteppedCare.Client;

/// <summary>What was asked and not answered, in order: the window of a stream, and what its next connection sends again.</summary>
internal sealed class UnansweredRequests<TRequest>
    where TRequest : class
{
    /// <summary>How many may be open: as many as the service works on at once.</summary>
    internal const int Most = 64;

    private readonly Lock _gate = new();
    private readonly Queue<TRequest> _open = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _sent;
    private bool _ended;

    /// <summary>Something was asked and is not answered.</summary>
    internal bool HasAny
    {
        get
        {
            lock (_gate)
            {
                return _open.Count > 0;
            }
        }
    }

    /// <summary>Everything was asked and answered.</summary>
    internal bool IsEmptyForGood
    {
        get
        {
            lock (_gate)
            {
                return _ended && _open.Count == 0;
            }
        }
    }

    /// <summary>True once something is unanswered; false when nothing will be, or nobody waits any more.</summary>
    internal async Task<bool> HaveAnyAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Task changed;
            lock (_gate)
            {
                if (_open.Count > 0 || _ended)
                {
                    return _open.Count > 0;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    /// <summary>Takes a question on once there is room for it.</summary>
    internal async Task AddAsync(TRequest request, CancellationToken cancellationToken)
    {
        while (TryAdd(request) is { } changed)
        {
            await changed.WaitAsync(cancellationToken);
        }
    }

    internal void EndOfRequests()
    {
        lock (_gate)
        {
            _ended = true;
            Signal();
        }
    }

    internal void SendFromTheStart()
    {
        lock (_gate)
        {
            _sent = 0;
        }
    }

    /// <summary>The next to send on this connection, when there is one; null when there will be none.</summary>
    internal async Task<TRequest?> NextToSendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_sent < _open.Count)
                {
                    return _open.ElementAt(_sent++);
                }

                if (_ended)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The oldest has its answer.</summary>
    internal void Answer(Action<TRequest> check)
    {
        lock (_gate)
        {
            if (_sent == 0)
            {
                throw new InvalidOperationException("The service answered what it was not asked.");
            }

            check(_open.Dequeue());
            _sent--;
            Signal();
        }
    }

    // Null once it is in; else the signal after which to try again.
    private Task? TryAdd(TRequest request)
    {
        lock (_gate)
        {
            if (_open.Count == Most)
            {
                return _changed.Task;
            }

            _open.Enqueue(request);
            Signal();
            return null;
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
