using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>How everything is asked of the client, and which of its faults mean that Redis did not answer.</summary>
internal static class RedisCalls
{
    /// <summary>
    /// The client's answer, away from the client's own thread: it completes its callers one after another there, and whatever follows would hold up the next.
    /// While a connection is being replaced the client can fall over its own report that there is none.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It fell at once: nothing was sent.</exception>
    /// <exception cref="CommitFateUnknownException">It fell later.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        var asked = Begin(call);
        try
        {
            await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
            return await asked;
        }
        catch (NullReferenceException fault)
        {
            throw new CommitFateUnknownException("Redis did not say what came of the call.", fault);
        }
    }

    /// <summary>Whether it tells of Redis, of the way there or of a caller who went away, and not of a mistake in here.</summary>
    public static bool IsExpected(Exception fault) =>
        fault is RedisException or RedisCommandException or StoreUnavailableException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    private static Task<T> Begin<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (NullReferenceException fault)
        {
            throw new StoreUnavailableException("Redis cannot be reached.", fault);
        }
    }
}
