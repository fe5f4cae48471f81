using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>Says when replicas have what a primary wrote, so that a fail-over to one of them keeps it. One queue a primary; a promoted one gets its own when first met.</summary>
internal sealed class ReplicaAcknowledgement(RedisOptions options, RedisConnection redis, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ReplicaQueue> _queues = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1, 1);
    private int _looks;

    /// <summary>Returns once enough replicas have all that was written in this history until now.</summary>
    /// <param name="history">The history, as the script told it that wrote or read.</param>
    /// <param name="key">A key in the slot of what was written or read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">They did not say so in time.</exception>
    public async Task WaitAsync(string? history, RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            if (history is { Length: > 0 }
                && await FindAsync(history, cancellationToken) is { } queue
                && await queue.JoinAsync(key.ToString()).WaitAsync(options.CallTimeout, time, cancellationToken))
            {
                return;
            }
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            throw new StoreUnavailableException("Too few replicas acknowledged in time.", fault);
        }

        throw new StoreUnavailableException("Too few replicas acknowledged.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values)
        {
            await queue.DisposeAsync();
        }

        _looking.Dispose();
    }

    private async Task<ReplicaQueue?> FindAsync(string history, CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref _looks);
        if (Known(history) is { } known)
        {
            return known;
        }

        if (!await _looking.WaitAsync(options.CallTimeout, cancellationToken))
        {
            return null;
        }

        try
        {
            // A look that began after we came is as good as one of ours: after a fail-over, hundreds come at once.
            if (Known(history) is null && _looks <= seen + 1)
            {
                _looks++;
                await LookAsync(cancellationToken);
            }

            return Known(history);
        }
        finally
        {
            _looking.Release();
        }
    }

    private ReplicaQueue? Known(string history) => _queues.TryGetValue(history, out var queue) && !queue.IsOver ? queue : null;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var multiplexer = await redis.ConnectAsync(cancellationToken);
        var found = await Task.WhenAll(multiplexer.GetEndPoints().Select(endpoint => multiplexer.GetServer(endpoint)).Where(server => server.IsConnected)
            .Select(server => HistoryOfAsync(server, cancellationToken)));
        var histories = found.Select(server => server.History).ToHashSet(StringComparer.Ordinal);
        foreach (var (history, queue) in _queues.Where(pair => pair.Value.IsOver || !histories.Contains(pair.Key)))
        {
            _queues.TryRemove(history, out _);
            await queue.DisposeAsync();
        }

        foreach (var (primary, history) in found.Where(server => server.History.Length > 0))
        {
            _queues.TryAdd(history, new ReplicaQueue(primary, history, options, time));
        }
    }

    private async Task<(EndPoint Server, string History)> HistoryOfAsync(IServer server, CancellationToken cancellationToken)
    {
        try
        {
            var info = await redis.BoundedAsync(server.InfoRawAsync("replication"), cancellationToken) ?? string.Empty;
            return (server.EndPoint, RedisHistory.IsPrimary(info) ? RedisHistory.Of(info) : string.Empty);
        }
        catch (Exception fault) when (RedisConnection.IsExpected(fault) && !cancellationToken.IsCancellationRequested)
        {
            return (server.EndPoint, string.Empty);
        }
    }
}
