using Grpc.Core;
using Grpc.Core.Interceptors;

namespace SteppedCare.Server.Services;

/// <summary>Bounds every unary call in time and gives every exception its status.</summary>
internal sealed class StatusInterceptor(CallLimits limits, TimeProvider time, FaultStatus faults, StreamEnd ends) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        StatedTimeout.Check(context);
        using var bound = TimeBound.On(context, limits.MaxDeadlineOf(context.Method), time);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw faults.Of(exception, context, bound);
        }
    }

    // A stream lasts as long as its caller wishes: no bound.
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        StatedTimeout.Check(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception)
        {
            throw ends.Of(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        StatedTimeout.Check(context);
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception)
        {
            throw ends.Of(exception, context);
        }
    }
}
