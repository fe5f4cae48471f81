using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>The longest that work for a call may take, beside what its caller has patience for. Disposed when the work is over.</summary>
internal sealed class TimeBound : IDisposable
{
    // Shared by all calls as the key of their own state.
    private static readonly object s_key = new();

    private readonly CancellationTokenSource _cap;
    private readonly CancellationTokenSource _either;

    internal TimeBound(TimeSpan longest, TimeProvider time, CancellationToken call)
    {
        _cap = new CancellationTokenSource(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(call, _cap.Token);
    }

    internal bool Reached => _cap.IsCancellationRequested;

    /// <summary>Ends with the bound, or with the call where that is sooner.</summary>
    internal CancellationToken Token => _either.Token;

    /// <summary>Bounds a call; null when its own deadline comes first, which costs nothing.</summary>
    internal static TimeBound? On(ServerCallContext context, TimeSpan longest, TimeProvider time)
    {
        // MaxValue, what gRPC says for no deadline, is later than any bound.
        if (context.Deadline <= time.GetUtcNow().UtcDateTime + longest)
        {
            return null;
        }

        var bound = new TimeBound(longest, time, context.CancellationToken);
        context.UserState[s_key] = bound;
        return bound;
    }

    internal static CancellationToken TokenOf(ServerCallContext context) =>
        context.UserState.TryGetValue(s_key, out var bound) ? ((TimeBound)bound).Token : context.CancellationToken;

    public void Dispose()
    {
        _either.Dispose();
        _cap.Dispose();
    }
}

/// <summary>What a handler may know of its call.</summary>
internal static class CallContextExtensions
{
    extension(ServerCallContext context)
    {
        /// <summary>Ends with the caller's patience or with the server's, whichever is shorter.</summary>
        internal CancellationToken BoundedToken => TimeBound.TokenOf(context);
    }
}
