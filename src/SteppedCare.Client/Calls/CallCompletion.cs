using Grpc.Core;
using Grpc.Core.Interceptors;

namespace SteppedCare.Client;

/// <summary>Gives a call what its caller left out, once, above the retries: every attempt carries the same id and ends by the same deadline.</summary>
internal sealed class CallCompletion(TimeSpan deadline) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(RequestIdentity.Complete(request), Bounded(context));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(RequestIdentity.Complete(request), Bounded(context));

    private ClientInterceptorContext<TRequest, TResponse> Bounded<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        if (context.Options.Deadline is not null)
        {
            return context;
        }

        // By the system's clock, whatever clock the portal has: gRPC compares with that one.
        var end = TimeProvider.System.GetUtcNow().UtcDateTime + deadline;
        return new(context.Method, context.Host, context.Options.WithDeadline(end));
    }
}
