using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>Holds what an engine is asked until a test lets it go, and knows how many it held at once.</summary>
internal sealed class Gate
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly SemaphoreSlim _departures = new(0);
    private int _inside;
    private int _most;
    private int _gaveUp;

    /// <summary>The most that were held at one time.</summary>
    internal int Most => Volatile.Read(ref _most);

    /// <summary>How many were told that nobody waits any more.</summary>
    internal int GaveUp => Volatile.Read(ref _gaveUp);

    internal int Inside => Volatile.Read(ref _inside);

    internal async Task HoldAsync(object command, CancellationToken token)
    {
        if (command is not DecideCommand decide)
        {
            return;
        }

        InterlockedMost(Interlocked.Increment(ref _inside));
        try
        {
            var held = Of(decide.Request.Id);
            _arrivals.Release();
            await Task.WhenAny(held, _all.Task).WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _gaveUp);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
            _departures.Release();
        }
    }

    /// <summary>Waits until so many more came.</summary>
    internal Task ArrivedAsync(int count) => CountAsync(_arrivals, count);

    /// <summary>Waits until so many more left.</summary>
    internal Task LeftAsync(int count) => CountAsync(_departures, count);

    internal void Release(string requestId) => Source(requestId).TrySetResult();

    internal void Open() => _all.TrySetResult();

    private Task Of(string requestId) => Source(requestId).Task;

    private TaskCompletionSource Source(string requestId) =>
        _held.GetOrAdd(requestId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static async Task CountAsync(SemaphoreSlim signal, int count)
    {
        for (; count > 0; count--)
        {
            Assert.True(await signal.WaitAsync(WireHost.Patience), $"{count} more should have done so.");
        }
    }

    private void InterlockedMost(int inside)
    {
        for (var most = Most; inside > most; most = Most)
        {
            Interlocked.CompareExchange(ref _most, inside, most);
        }
    }
}
