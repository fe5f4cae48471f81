using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>The longest a call may run when its caller set no deadline, or a later one. Disposed when the call is over.</summary>
internal sealed class CallBound : IDisposable
{
    // Shared by all calls as the key of their own state.
    private static readonly object s_key = new();

    private readonly CancellationTokenSource _cap;
    private readonly CancellationTokenSource _either;

    private CallBound(TimeSpan longest, TimeProvider time, CancellationToken call)
    {
        _cap = new CancellationTokenSource(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(call, _cap.Token);
    }

    internal bool Reached => _cap.IsCancellationRequested;

    /// <summary>Bounds a call; null when its own deadline comes first, which costs nothing.</summary>
    internal static CallBound? On(ServerCallContext context, TimeSpan longest, TimeProvider time)
    {
        // MaxValue, what gRPC says for no deadline, is later than any bound.
        if (context.Deadline <= time.GetUtcNow().UtcDateTime + longest)
        {
            return null;
        }

        var bound = new CallBound(longest, time, context.CancellationToken);
        context.UserState[s_key] = bound;
        return bound;
    }

    internal static CancellationToken TokenOf(ServerCallContext context) =>
        context.UserState.TryGetValue(s_key, out var bound) ? ((CallBound)bound)._either.Token : context.CancellationToken;

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
        internal CancellationToken BoundedToken => CallBound.TokenOf(context);
    }
}
