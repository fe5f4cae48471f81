using Grpc.Core;
using Grpc.Core.Interceptors;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Services;

/// <summary>
/// Bounds every unary call in time and gives every exception its status. Texts of exceptions stay inside: a driver's message may repeat a key, and a key
/// names an episode.
/// </summary>
internal sealed partial class StatusInterceptor(CallLimits limits, TimeProvider time, ILogger<StatusInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        StatedTimeout.Check(context);
        using var bound = CallBound.On(context, limits.MaxDeadline, time);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Translate(exception, context, bound);
        }
    }

    // A stream lasts as long as its caller watches: no bound.
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        StatedTimeout.Check(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Translate(exception, context, bound: null);
        }
    }

    private RpcException Translate(Exception exception, ServerCallContext context, CallBound? bound)
    {
        switch (exception)
        {
            case CommitFateUnknownException:
                return StatusFactory.Unavailable(
                    WireReasons.FateUnknown, "The store went away while writing; it may have happened. Retry with the same request_id.");
            case StoreUnavailableException:
                return StatusFactory.Unavailable(
                    WireReasons.StoreUnavailable, "The store cannot be reached; nothing was written. Retry with the same request_id.");
            case PolicyNotLiveException:
                return StatusFactory.Unavailable(
                    WireReasons.PolicyNotLive, "No policy is live for this service; nothing was written. Retry with the same request_id.");
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested && time.GetUtcNow().UtcDateTime < context.Deadline:
                return StatusFactory.Of(StatusCode.Cancelled, WireReasons.Cancelled, "The caller went away.");
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested || bound is { Reached: true }:
                return StatusFactory.Of(
                    StatusCode.DeadlineExceeded, WireReasons.DeadlineExceeded, "Out of time; it may have happened. Retry with the same request_id.");
            default:
                CallFailed(context.Method, Kinds(exception), exception.StackTrace ?? "");
                return StatusFactory.Of(StatusCode.Internal, WireReasons.Internal, "A fault of this service; hand over to a human and tell its operator.");
        }
    }

    // The kinds alone, from the outermost to the cause.
    private static string Kinds(Exception exception)
    {
        var kinds = exception.GetType().FullName ?? "";
        return exception.InnerException is { } cause ? $"{kinds} < {Kinds(cause)}" : kinds;
    }

    [LoggerMessage(EventId = 500, EventName = nameof(CallFailed), Level = LogLevel.Error, Message = "{Method} failed with {Exceptions} at{Stack}")]
    private partial void CallFailed(string method, string exceptions, string stack);
}
