using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>
/// The one reader of a service's logs for all who watch it here. It keeps the last entries; who reads more slowly than they pass goes back to the log, so
/// that memory is bounded and nothing is missed.
/// </summary>
internal sealed class ServiceTail(string service, TimeZoneInfo zone, ILogTail log, LogNewsReading reading, WatchPace pace, TimeProvider clock)
{
    internal const int Kept = 1_024;

    private const int ReadAtOnce = 256;

    private readonly Lock _gate = new();
    private readonly Queue<LogNews> _recent = new();
    private readonly TaskCompletionSource<LogVector> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogVector _at;
    private long _passed;
    private long _lastLook;
    private bool _isLost;
    private Exception? _fault;

    /// <summary>Where it began; a fault when the store could not be asked.</summary>
    internal Task<LogVector> Began => _began.Task;

    /// <summary>How long ago the logs were read last.</summary>
    internal TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _lastLook));

    /// <summary>Where it is, and the number of the entry that comes next.</summary>
    internal (LogVector At, long Next) Present
    {
        get
        {
            lock (_gate)
            {
                return (_at, _passed);
            }
        }
    }

    /// <summary>The entries from that number on.</summary>
    internal TailLook LookFrom(long next)
    {
        lock (_gate)
        {
            var oldest = _passed - _recent.Count;
            return next < oldest
                ? TailLook.TooLate
                : new([.. _recent.Skip((int)(next - oldest))], _changed.Task, IsTooLate: false, _isLost, _fault);
        }
    }

    /// <summary>Reads until nobody watches any more.</summary>
    internal async Task RunAsync(CancellationToken enough)
    {
        try
        {
            await BeginAsync(enough);
            while (!_isLost)
            {
                if (!await TryRoundAsync(enough))
                {
                    await Task.Delay(pace.Look, clock, enough);
                }
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            _began.TrySetCanceled(enough);
        }
        catch (Exception fault)
        {
            // Whoever watches hears of it; who comes next begins anew.
            Break(fault);
            _began.TrySetException(fault);
        }
    }

    private async Task BeginAsync(CancellationToken enough)
    {
        var bounds = await Task.WhenAll(EpisodeTag.All(service).Select(tag => log.BoundsAsync(tag, enough)));
        lock (_gate)
        {
            _at = LogVector.Of(bounds.Select(each => each.End));
        }

        Volatile.Write(ref _lastLook, clock.GetTimestamp());
        _began.TrySetResult(_at);
    }

    /// <summary>One look at all logs; true when there may be more at once.</summary>
    private async Task<bool> TryRoundAsync(CancellationToken enough)
    {
        try
        {
            var at = _at;
            var parts = await Task.WhenAll(EpisodeTag.All(service).Select(tag => ReadAsync(tag, at[tag.Bucket], enough)));
            if (parts.Any(part => part is null))
            {
                Lose();
                return false;
            }

            Add(parts.SelectMany(part => part!));
            Volatile.Write(ref _lastLook, clock.GetTimestamp());
            return parts.Any(part => part!.Count == ReadAtOnce);
        }
        catch (StoreUnavailableException)
        {
            // The next look may find it again. Those who watch see the silence.
            return false;
        }
    }

    private async Task<IReadOnlyList<LogNews>?> ReadAsync(EpisodeTag tag, LogPosition after, CancellationToken enough)
    {
        var entries = await log.ReadOnAsync(tag, after, ReadAtOnce, enough);
        return entries is { Count: > 0 } ? await reading.ReadAsync(tag, zone, entries, enough) : entries is null ? null : [];
    }

    private void Add(IEnumerable<LogNews> news)
    {
        lock (_gate)
        {
            var before = _passed;
            foreach (var each in news)
            {
                _at = _at.With(each.Bucket, each.Position);
                _recent.Enqueue(each);
                _passed++;
                if (_recent.Count > Kept)
                {
                    _recent.Dequeue();
                }
            }

            if (_passed > before)
            {
                Wake();
            }
        }
    }

    private void Lose()
    {
        lock (_gate)
        {
            _isLost = true;
            Wake();
        }
    }

    private void Break(Exception fault)
    {
        lock (_gate)
        {
            _fault = fault;
            Wake();
        }
    }

    private void Wake()
    {
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}

/// <summary>What somebody finds who looks at the tail.</summary>
/// <param name="News">The entries.</param>
/// <param name="Changed">Ends when there are more.</param>
/// <param name="IsTooLate">The entry asked for has passed: it is in the log.</param>
/// <param name="IsLost">The log does not go on from where the tail was.</param>
/// <param name="Fault">What broke it; null while it lives.</param>
internal readonly record struct TailLook(ImmutableArray<LogNews> News, Task Changed, bool IsTooLate, bool IsLost, Exception? Fault)
{
    internal static TailLook TooLate { get; } = new([], Task.CompletedTask, IsTooLate: true, IsLost: false, null);
}
