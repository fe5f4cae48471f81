namespace SteppedCare.Server.Services.Streams;

/// <summary>What one stream may hold at a time: so many items, and so many bytes of them and of answers that are not written yet.</summary>
internal sealed class Room(int mostItems, long mostBytes)
{
    private readonly Lock _gate = new();
    private int _items;
    private long _bytes;
    private TaskCompletionSource? _less;

    /// <summary>
    /// Waits until there is room for one more. How large the next is shows only when it is read, so it may exceed the bytes; the one after it waits.
    /// </summary>
    internal async Task FreeAsync(CancellationToken cancellationToken)
    {
        while (UntilLess() is { } less)
        {
            await less.WaitAsync(cancellationToken);
        }
    }

    internal void Take(int size) => Change(1, size);

    /// <summary>An item that is held has its answer beside it.</summary>
    internal void Grow(int size) => Change(0, size);

    internal void Leave(int size) => Change(-1, -size);

    private Task? UntilLess()
    {
        lock (_gate)
        {
            return _items < mostItems && _bytes < mostBytes ? null : (_less ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Change(int items, long bytes)
    {
        lock (_gate)
        {
            _items += items;
            _bytes += bytes;
            _less?.TrySetResult();
            _less = null;
        }
    }
}
