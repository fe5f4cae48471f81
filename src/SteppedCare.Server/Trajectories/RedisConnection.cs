using System.Net.Sockets;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// The shared connection to Redis. It connects when first used and again by itself ever after; every call ends within the time allowed,
/// which the client itself does not promise for asynchronous calls.
/// </summary>
internal sealed class RedisConnection(RedisOptions options, TimeProvider time) : IAsyncDisposable
{
    // A connection may be dead without anybody saying so, as behind a firewall that forgot it. The client waits for the operating system to notice, which
    // takes a quarter of an hour; so many calls in a row without any answer are enough for us.
    private const int MostUnanswered = 3;

    // A cluster's primaries can each have forgotten a script, and one call can meet them all on its way.
    private const int MostLoads = 3;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_whileSlotMoves = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private int _unanswered;
    private int _looking;
    private bool _disposed;

    /// <summary>Runs a script on the primary that owns its keys.</summary>
    public async Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values, RedisEffect effect, CancellationToken cancellationToken)
    {
        var multiplexer = await ConnectAsync(cancellationToken);
        var began = time.GetTimestamp();
        for (var loads = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await BoundedAsync(
                    multiplexer.GetDatabase().ScriptEvaluateAsync(script, keys, values, CommandFlags.DemandMaster), cancellationToken);
            }
            catch (RedisServerException fault) when (RedisFaults.IsMissingScript(fault) && loads++ < MostLoads)
            {
                // The server forgot its scripts (a restart, a fail-over, SCRIPT FLUSH). Nothing ran, and the client loads the script again.
            }
            catch (RedisServerException fault) when (RedisFaults.IsMovingSlot(fault) && time.GetElapsedTime(began) < options.CallTimeout)
            {
                // Half of the keys are here and half there. Nothing ran, and it is over as soon as the last key is.
                await Task.Delay(s_whileSlotMoves, time, CancellationToken.None);
            }
            catch (OperationCanceledException) when (effect == RedisEffect.Reads && cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception fault) when (IsExpected(fault))
            {
                if (RedisFaults.TellsOfAnotherPrimary(fault))
                {
                    LookAgain(multiplexer);
                }

                throw RedisFaults.Translate(fault, effect);
            }
        }
    }

    /// <summary>The connection, connected or trying to. What needs a single server goes through this.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await AwayFromTheClient(Connecting()).WaitAsync(options.CallTimeout + options.CallTimeout, time, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException || (fault is not OperationCanceledException && IsExpected(fault)))
        {
            throw new StoreUnavailableException("Redis cannot be reached.", fault);
        }
    }

    /// <summary>The client's answer within the time allowed, or <see cref="TimeoutException"/>.</summary>
    public async Task<T> BoundedAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AwayFromTheClient(call).WaitAsync(options.CallTimeout, time, cancellationToken);
            Volatile.Write(ref _unanswered, 0);
            return answer;
        }
        catch (TimeoutException)
        {
            if (Interlocked.Increment(ref _unanswered) == MostUnanswered)
            {
                Abandon();
            }

            throw;
        }
        catch (RedisServerException)
        {
            Volatile.Write(ref _unanswered, 0);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_gate)
        {
            _disposed = true;
            connecting = _connecting;
        }

        if (connecting is null)
        {
            return;
        }

        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            (await connecting).Dispose();
        }
    }

    internal static bool IsExpected(Exception fault)
        => fault is RedisException or RedisCommandException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    // The client completes its callers one after another on one thread of its own: whatever follows an answer there would hold up the next.
    private static async Task<T> AwayFromTheClient<T>(Task<T> call)
    {
        await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Yield();
        return await call;
    }

    // Who is primary may have changed. The client by itself would ask within ten seconds; a fail-over is over sooner.
    private void LookAgain(ConnectionMultiplexer multiplexer)
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _ = LookAsync(multiplexer);
        }
    }

    private async Task LookAsync(ConnectionMultiplexer multiplexer)
    {
        await Task.Yield();
        try
        {
            await multiplexer.ConfigureAsync();
        }
        catch (Exception fault) when (IsExpected(fault))
        {
            // The next call that fails asks again.
        }
        finally
        {
            await Task.Delay(s_betweenLooks, time);
            Volatile.Write(ref _looking, 0);
        }
    }

    // The next call connects anew. What still waits for the old connection fails as of unknown fate, which is what it is.
    private void Abandon()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_gate)
        {
            Volatile.Write(ref _unanswered, 0);
            if (_disposed || _connecting is not { IsCompletedSuccessfully: true })
            {
                return;
            }

            connecting = _connecting;
            _connecting = null;
        }

        _ = CloseAsync(connecting);
    }

    private static async Task CloseAsync(Task<ConnectionMultiplexer> connected)
    {
        await Task.Yield();
        (await connected).Close(allowCommandsToComplete: false);
    }

    private Task<ConnectionMultiplexer> Connecting()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connecting = ConnectionMultiplexer.ConnectAsync(Configuration());
            }

            return _connecting;
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
