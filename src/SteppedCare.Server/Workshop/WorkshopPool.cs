namespace SteppedCare.Server.Workshop;

/// <summary>The processes beside the server: one that is done waits a while for the next task.</summary>
internal sealed class WorkshopPool : IDisposable
{
    private readonly WorkshopOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly Stack<WorkshopProcess> _aside = new();
    private readonly HashSet<WorkshopProcess> _all = [];
    private bool _isClosed;

    internal WorkshopPool(WorkshopOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _sweep = time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The processes there are now.</summary>
    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Select(process => process.Id)];
            }
        }
    }

    /// <summary>One that waits for a task; null when none does that may take it.</summary>
    /// <param name="isAwaited">People are answered by what comes of the task. One that gave way once would be slow over it, and makes room for a fresh one.</param>
    internal WorkshopProcess? Waiting(bool isAwaited)
    {
        WorkshopProcess? process;
        lock (_gate)
        {
            if (!_aside.TryPop(out process) || !isAwaited || !process.GivesWay)
            {
                return process;
            }
        }

        End(process);
        return null;
    }

    /// <exception cref="ObjectDisposedException">The server stops.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    internal WorkshopProcess Fresh()
    {
        var process = WorkshopProcess.Start(_options);
        lock (_gate)
        {
            if (!_isClosed)
            {
                _all.Add(process);
                return process;
            }
        }

        process.Dispose();
        throw new ObjectDisposedException(nameof(WorkshopPool));
    }

    /// <summary>Takes back one that did its task, unless it did as many as it may.</summary>
    internal void Done(WorkshopProcess process)
    {
        if (process.Done >= _options.MostTasks)
        {
            End(process);
            return;
        }

        process.AsideSince = _time.GetTimestamp();
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _aside.Push(process);
            _sweep.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
        }
    }

    internal void End(WorkshopProcess process)
    {
        lock (_gate)
        {
            _all.Remove(process);
        }

        process.Dispose();
    }

    public void Dispose()
    {
        _sweep.Dispose();
        List<WorkshopProcess> left;
        lock (_gate)
        {
            _isClosed = true;
            left = [.. _all];
            _all.Clear();
            _aside.Clear();
        }

        left.ForEach(process => process.Dispose());
    }

    private void EndIdle()
    {
        List<WorkshopProcess> idle;
        lock (_gate)
        {
            idle = [.. _aside.Where(process => _time.GetElapsedTime(process.AsideSince) >= _options.IdleTime)];
            var fresh = _aside.Except(idle).Reverse().ToList();
            _aside.Clear();
            fresh.ForEach(_aside.Push);
            _all.ExceptWith(idle);
            if (fresh.Count > 0)
            {
                _sweep.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
            }
        }

        idle.ForEach(process => process.Dispose());
    }
}
