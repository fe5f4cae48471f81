using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>Says when replicas have what a primary wrote, so that a fail-over to one of them keeps it. One queue a primary; a promoted one gets its own when first met.</summary>
internal sealed class ReplicaAcknowledgement(RedisOptions options, RedisConnection redis, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, ReplicaQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<ReplicaQueue?>> _seeking = new(StringComparer.Ordinal);

    /// <summary>Returns once enough replicas have all that was written in this history until now.</summary>
    /// <param name="history">The history, as the script told it that wrote or read.</param>
    /// <param name="key">A key in the slot of what was written or read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">They did not say so in time.</exception>
    public async Task WaitAsync(string? history, RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            if (history is { Length: > 0 } && await JoinAsync(history, key.ToString()).WaitAsync(options.CallTimeout, time, cancellationToken))
            {
                return;
            }
        }
        catch (TimeoutException fault)
        {
            throw new StoreUnavailableException("Too few replicas acknowledged in time.", fault);
        }

        throw new StoreUnavailableException("Too few replicas acknowledged.");
    }

    /// <summary>As <see cref="WaitAsync"/>, of what was written just now.</summary>
    /// <exception cref="CommitFateUnknownException">It is written; a fail-over may lose it.</exception>
    public async Task AcknowledgeAsync(string history, RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            await WaitAsync(history, key, cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            throw new CommitFateUnknownException("Redis wrote it; too few replicas said that they have it.", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Task[] seeking;
        lock (_gate)
        {
            seeking = [.. _seeking.Values];
        }

        await Task.WhenAll(seeking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var queue in _queues.Values)
        {
            await queue.DisposeAsync();
        }

        _ended.Dispose();
    }

    private async Task<bool> JoinAsync(string history, string key)
        => (Known(history) ?? await SeekOnceAsync(history)) is { } queue && await queue.JoinAsync(key);

    private ReplicaQueue? Known(string history) => _queues.TryGetValue(history, out var queue) && !queue.IsOver ? queue : null;

    /// <summary>All who seek one history share one look: after a fail-over hundreds come at once. Nobody's going away ends it for the others.</summary>
    private Task<ReplicaQueue?> SeekOnceAsync(string history)
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return Task.FromResult<ReplicaQueue?>(null);
            }

            if (!_seeking.TryGetValue(history, out var seeking))
            {
                var token = _ended.Token;
                seeking = Task.Run(() => SeekAsync(history, token), CancellationToken.None);
                _seeking.Add(history, seeking);
            }

            return seeking;
        }
    }

    private async Task<ReplicaQueue?> SeekAsync(string history, CancellationToken ended)
    {
        try
        {
            var multiplexer = await redis.ConnectAsync(ended);
            var members = multiplexer.GetEndPoints().Select(endpoint => multiplexer.GetServer(endpoint)).Where(server => server.IsConnected);

            // The first that answers to the name is enough: another that hangs must not hold us up.
            await foreach (var asked in Task.WhenEach(members.Select(server => HistoryOfAsync(server, ended))).WithCancellation(ended))
            {
                var (primary, found) = await asked;
                await FoundAsync(primary, found);
                if (Known(history) is { } sought)
                {
                    return sought;
                }
            }

            return null;
        }
        finally
        {
            lock (_gate)
            {
                _seeking.Remove(history);
            }
        }
    }

    // Only what a server said itself ends a queue of it: one that is slow, or away for a moment, may go on in the same history.
    private async Task FoundAsync(EndPoint primary, string? history)
    {
        if (history is null)
        {
            return;
        }

        foreach (var known in _queues.Where(pair => pair.Value.IsOver || (pair.Value.Primary.Equals(primary) && pair.Key != history)))
        {
            if (_queues.TryRemove(known))
            {
                await known.Value.DisposeAsync();
            }
        }

        if (history.Length > 0)
        {
            _queues.TryAdd(history, new ReplicaQueue(primary, history, options, time));
        }
    }

    /// <summary>The history of a primary; empty for a replica, null for a server that did not say.</summary>
    private async Task<(EndPoint Server, string? History)> HistoryOfAsync(IServer server, CancellationToken cancellationToken)
    {
        try
        {
            var info = await redis.BoundedAsync(() => server.InfoRawAsync("replication"), cancellationToken) ?? string.Empty;
            return (server.EndPoint, RedisHistory.IsPrimary(info) ? RedisHistory.Of(info) : string.Empty);
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault))
        {
            return (server.EndPoint, null);
        }
    }
}
