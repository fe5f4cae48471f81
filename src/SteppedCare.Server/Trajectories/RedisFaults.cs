using System.Collections.Frozen;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>Tells from what the client reports whether a call can have taken effect.</summary>
internal static class RedisFaults
{
    // "Endpoint" opens the client's own words for: the cluster moved the slot to a node that cannot be reached.
    private static readonly FrozenSet<string> s_refusals = FrozenSet.Create(
        StringComparer.Ordinal,
        "READONLY", "CLUSTERDOWN", "LOADING", "MOVED", "ASK", "TRYAGAIN", "CROSSSLOT", "MISCONF", "OOM", "NOREPLICAS", "MASTERDOWN", "BUSY", "NOAUTH",
        "WRONGPASS", "NOPERM", "NOSCRIPT", "Endpoint");

    public static bool IsMissingScript(RedisServerException fault) => Word(fault.Message) == "NOSCRIPT";

    /// <summary>Whether another server may be the primary by now.</summary>
    public static bool TellsOfAnotherPrimary(Exception fault) => fault switch
    {
        RedisServerException refusal => Word(refusal.Message) is "MOVED" or "ASK" or "READONLY" or "CLUSTERDOWN" or "MASTERDOWN" or "LOADING" or "Endpoint",

        // It tells of the caller, who went away.
        OperationCanceledException => false,
        _ => true,
    };

    /// <summary>Whether these words speak of the one slot that was asked for, and the server may well answer for others.</summary>
    public static bool TellsOfOneSlot(string words)
        => Word(words) is "MOVED" or "ASK" || words.StartsWith("CLUSTERDOWN Hash slot", StringComparison.Ordinal);

    public static bool IsMovingSlot(RedisServerException fault) => Word(fault.Message) == "TRYAGAIN";

    /// <summary>What to throw for a fault; the server's words stay in the cause.</summary>
    public static StoreUnavailableException Translate(Exception fault, RedisEffect effect)
    {
        if (effect == RedisEffect.Reads)
        {
            return new StoreUnavailableException("Redis did not answer.", fault);
        }

        return fault is StoreUnavailableException known ? known
            : WasRefused(fault) ? new StoreUnavailableException("Redis refused the write.", fault)
            : new CommitFateUnknownException("Redis did not say what came of the write.", fault);
    }

    /// <summary>Whether a server that answers in these words has not run the call.</summary>
    public static bool IsRefusal(string words) => s_refusals.Contains(Word(words));

    private static bool WasRefused(Exception fault) => fault switch
    {
        RedisServerException server => IsRefusal(server.Message),
        RedisConnectionException connection => connection.FailureType
            is ConnectionFailureType.UnableToResolvePhysicalConnection
            or ConnectionFailureType.UnableToConnect
            or ConnectionFailureType.AuthenticationFailure
            or ConnectionFailureType.Loading,
        RedisCommandException => true,
        _ => false,
    };

    private static string Word(string message)
    {
        var end = message.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

/// <summary>Whether a call that broke can have left something behind.</summary>
internal enum RedisEffect
{
    Reads,
    Writes,
}
