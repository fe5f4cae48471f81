using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Those who wait for the replicas of one primary. One mark is on its way at a time; who comes meanwhile shares the next, however many they are: replicas take
/// in what a primary writes in its order, so one mark speaks for all that was written before it.
/// </summary>
internal sealed class ReplicaQueue(EndPoint primary, string history, RedisOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private List<Waiter> _waiting = [];
    private Task _running = Task.CompletedTask;
    private ReplicaConnection? _connection;

    /// <summary>No use any more: the primary is gone or began another history.</summary>
    public bool IsOver => _ended.IsCancellationRequested;

    /// <summary>True once enough replicas have all that was written in this history before now; false when that cannot be said.</summary>
    /// <param name="key">A key that the primary holds, to write the mark under.</param>
    public Task<bool> JoinAsync(string key)
    {
        var waiter = new Waiter(key, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (IsOver)
            {
                return Task.FromResult(false);
            }

            _waiting.Add(waiter);
            if (_running.IsCompleted)
            {
                _running = Task.Run(RunAsync);
            }
        }

        return waiter.Told.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        await CloseAsync();
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            var told = false;
            try
            {
                told = await AskAsync(group);
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ReplicaRefusedException or FormatException
                or AuthenticationException or ObjectDisposedException)
            {
                // Whatever it was, nothing can be vouched for here any more; the primary, if it still is one, is looked for anew.
                await OverAsync();
            }

            foreach (var waiter in group)
            {
                waiter.Told.TrySetResult(told);
            }
        }
    }

    private List<Waiter> Next()
    {
        lock (_gate)
        {
            var group = _waiting;
            _waiting = [];
            if (group.Count == 0)
            {
                _running = Task.CompletedTask;
            }

            return group;
        }
    }

    private async Task<bool> AskAsync(List<Waiter> group)
    {
        // WAIT ends by itself; the rest is for a primary that says nothing at all.
        using var patience = new CancellationTokenSource(options.CallTimeout + options.CallTimeout, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ended.Token);
        _connection ??= await ReplicaConnection.OpenAsync(primary, options, bounded.Token);
        while (group.Count > 0)
        {
            try
            {
                var (found, have) = await _connection.MarkAsync(group[0].Key, options.Replicas, options.CallTimeout, bounded.Token);
                if (found != history)
                {
                    await OverAsync();
                    return false;
                }

                return have >= options.Replicas;
            }
            catch (ReplicaRefusedException refusal) when (refusal.Message.StartsWith("MOVED ", StringComparison.Ordinal))
            {
                // This one's slot went to another primary; the others' may still be here.
                group[0].Told.TrySetResult(false);
                group.RemoveAt(0);
            }
        }

        return false;
    }

    private async Task OverAsync()
    {
        await _ended.CancelAsync();
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        var connection = _connection;
        _connection = null;
        await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private sealed record Waiter(string Key, TaskCompletionSource<bool> Told);
}
