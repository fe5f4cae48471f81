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
    // takes a quarter of an hour; so many calls in a row to one slot without any answer are enough for us.
    private const int MostUnanswered = 3;

    // A cluster's primaries can each have forgotten a script, and one call can meet them all on its way.
    private const int MostLoads = 3;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_whileSlotMoves = TimeSpan.FromMilliseconds(25);

    private readonly RedisClient _client = new(options, time);

    // By slot, since each primary is silent on its own, while others answer; the probe asks a slot of each. The first is for a server without slots.
    private readonly int[] _unanswered = new int[RedisPrimaries.Slots + 1];
    private int _looking;

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
                var answer = await BoundedAsync(() => multiplexer.GetDatabase().ScriptEvaluateAsync(script, keys, values, CommandFlags.DemandMaster), cancellationToken);
                Answered(multiplexer, keys[0]);
                return answer;
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
            catch (Exception fault) when (RedisCalls.IsExpected(fault))
            {
                if (fault is TimeoutException)
                {
                    Unanswered(multiplexer, keys[0]);
                }
                else if (fault is RedisServerException)
                {
                    Answered(multiplexer, keys[0]);
                }

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
            return await RedisCalls.AskAsync(_client.Connecting).WaitAsync(options.CallTimeout + options.CallTimeout, time, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException || (fault is not OperationCanceledException && RedisCalls.IsExpected(fault)))
        {
            throw new StoreUnavailableException("Redis cannot be reached.", fault);
        }
    }

    /// <summary>The client's answer within the time allowed, or <see cref="TimeoutException"/>.</summary>
    public Task<T> BoundedAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
        => RedisCalls.AskAsync(call).WaitAsync(options.CallTimeout, time, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Answered(ConnectionMultiplexer multiplexer, RedisKey key) => Volatile.Write(ref _unanswered[multiplexer.HashSlot(key) + 1], 0);

    private void Unanswered(ConnectionMultiplexer multiplexer, RedisKey key)
    {
        if (Interlocked.Increment(ref _unanswered[multiplexer.HashSlot(key) + 1]) >= MostUnanswered)
        {
            Answered(multiplexer, key);
            _client.Replace(multiplexer, key);
        }
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
            await RedisCalls.AskAsync(() => multiplexer.ConfigureAsync());
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault))
        {
            // The next call that fails asks again.
        }
        finally
        {
            await Task.Delay(s_betweenLooks, time);
            Volatile.Write(ref _looking, 0);
        }
    }
}
