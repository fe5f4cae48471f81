using System.Net.Sockets;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>The client with its connections to all servers: made when first used, and made anew beside the old one when one of them is dead.</summary>
internal sealed class RedisClient(RedisOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private Task _replacing = Task.CompletedTask;

    /// <summary>The one in use, connected or trying to.</summary>
    public Task<ConnectionMultiplexer> Connecting()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connecting = ConnectionMultiplexer.ConnectAsync(Configuration());
            }

            return _connecting;
        }
    }

    /// <summary>
    /// Begins to replace this client, unless that is being done. It is used until a better one is there, and calls under way on it have their time to end: its
    /// other connections may be as well as ever.
    /// </summary>
    /// <param name="silent">The one that gets no answer.</param>
    /// <param name="key">What it gets no answer about.</param>
    public void Replace(ConnectionMultiplexer silent, RedisKey key)
    {
        lock (_gate)
        {
            if (!_ended.IsCancellationRequested && _replacing.IsCompleted && _connecting is { IsCompletedSuccessfully: true } && _connecting.Result == silent)
            {
                _replacing = ReplaceAsync(silent, key, _ended.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Task replacing;
        lock (_gate)
        {
            // From here on nobody begins anything.
            replacing = _replacing;
        }

        await replacing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connecting is { } connecting)
        {
            await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (connecting.IsCompletedSuccessfully)
            {
                (await connecting).Dispose();
            }
        }

        _ended.Dispose();
    }

    private async Task ReplaceAsync(ConnectionMultiplexer silent, RedisKey key, CancellationToken ended)
    {
        await Task.Yield();
        ConnectionMultiplexer? unused = null;
        try
        {
            unused = await RedisCalls.AskAsync(() => ConnectionMultiplexer.ConnectAsync(Configuration()));
            if (await IsBetterAsync(unused, silent, key, ended))
            {
                lock (_gate)
                {
                    _connecting = Task.FromResult(unused);
                }

                unused = silent;
                await Task.Delay(options.CallTimeout, time, ended);
            }
        }
        catch (Exception fault) when (fault is SocketException || RedisCalls.IsExpected(fault))
        {
            // The old one goes on, and is replaced when it is found silent again.
        }
        finally
        {
            unused?.Close(allowCommandsToComplete: false);
            unused?.Dispose();
        }
    }

    // Better is who gets an answer about this key and lacks nobody that still answers the old one. A server that hangs answers neither: nothing is gained there.
    private async Task<bool> IsBetterAsync(ConnectionMultiplexer fresh, ConnectionMultiplexer silent, RedisKey key, CancellationToken ended)
    {
        if (!await AnswersAsync(() => fresh.GetDatabase().KeyExistsAsync(key, CommandFlags.DemandMaster), ended))
        {
            return false;
        }

        // Only of those that the cluster still names: the old one may know nodes that left it.
        var lacking = await Task.WhenAll(fresh.GetEndPoints().Where(endpoint => !fresh.GetServer(endpoint).IsConnected).Intersect(silent.GetEndPoints())
            .Select(endpoint => AnswersAsync(() => silent.GetServer(endpoint).PingAsync(), ended)));
        return !lacking.Contains(true);
    }

    private async Task<bool> AnswersAsync<T>(Func<Task<T>> call, CancellationToken ended)
    {
        try
        {
            await RedisCalls.AskAsync(call).WaitAsync(options.CallTimeout, time, ended);
            return true;
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault))
        {
            return fault is RedisServerException;
        }
    }

    private ConfigurationOptions Configuration()
    {
        var configuration = new ConfigurationOptions
        {
            AbortOnConnectFail = false,

            // Only so that the durability settings can be asked for: a guard of the client, not a right on the server.
            AllowAdmin = true,
            ClientName = "steppedcare",
            ConfigCheckSeconds = 10,
            ConfigurationChannel = string.Empty,
            ConnectRetry = 1,
            ConnectTimeout = (int)options.CallTimeout.TotalMilliseconds,
            KeepAlive = 5,
            Password = options.Password,
            ReconnectRetryPolicy = new LinearRetry(500),
            Ssl = options.Ssl,
            SyncTimeout = (int)options.CallTimeout.TotalMilliseconds,
            TieBreaker = string.Empty,
        };
        foreach (var endpoint in options.Endpoints.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            configuration.EndPoints.Add(endpoint);
        }

        return configuration;
    }
}
