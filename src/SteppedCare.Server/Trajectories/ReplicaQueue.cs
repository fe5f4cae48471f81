using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Those who wait for the replicas of one primary. One round of marks is on its way at a time; who comes meanwhile shares the next, however many they are:
/// replicas take in what a primary writes in its order, so marks speak for all that was written before them.
/// </summary>
internal sealed class ReplicaQueue(EndPoint primary, string history, RedisOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private List<Waiter> _waiting = [];
    private Task _running = Task.CompletedTask;
    private ReplicaConnection? _connection;

    public EndPoint Primary => primary;

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
        Task running;
        lock (_gate)
        {
            // Nobody joins from here on.
            running = _running;
        }

        await running;
        await CloseAsync();
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            IReadOnlySet<string>? elsewhere = null;
            try
            {
                elsewhere = await AskAsync(group);
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ReplicaRefusedException or FormatException
                or AuthenticationException or ObjectDisposedException)
            {
                // Whatever it was, nothing can be vouched for here any more; the primary, if it still is one, is looked for anew.
                await OverAsync();
            }
            finally
            {
                foreach (var waiter in group)
                {
                    waiter.Told.TrySetResult(elsewhere is not null && !elsewhere.Contains(waiter.Key));
                }
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

    /// <summary>Those keys of the group that cannot be vouched for; null when none can.</summary>
    private async Task<IReadOnlySet<string>?> AskAsync(List<Waiter> group)
    {
        // WAIT ends by itself; the rest is for a primary that says nothing at all.
        using var patience = new CancellationTokenSource(options.CallTimeout + options.CallTimeout, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ended.Token);
        _connection ??= await ReplicaConnection.OpenAsync(primary, options, bounded.Token);

        // A mark under each key: a slot that went to another primary took with it what was written, and these replicas cannot speak for it any more.
        string[] keys = [.. group.Select(waiter => waiter.Key).Distinct(StringComparer.Ordinal)];
        var marked = await _connection.MarkAsync(keys, options.Replicas, options.CallTimeout, bounded.Token);
        if (marked.History.Length > 0 && marked.History != history)
        {
            await OverAsync();
            return null;
        }

        return marked.Replicas >= options.Replicas ? marked.Elsewhere : null;
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
