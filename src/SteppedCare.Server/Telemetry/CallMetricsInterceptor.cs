using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace SteppedCare.Server.Telemetry;

/// <summary>Counts how gRPC calls end. The first interceptor of all, so that it sees the status which the others make of an exception.</summary>
internal sealed class CallMetricsInterceptor(DecisionMetrics metrics, TimeProvider time) : Interceptor
{
    private static readonly ConcurrentDictionary<StatusCode, string> s_names = new();

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        CountAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        CountAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        CountAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        CountAsync(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    /// <summary>The name that callers in other languages know: InvalidArgument is INVALID_ARGUMENT.</summary>
    internal static string NameOf(StatusCode code) =>
        code == StatusCode.OK ? "OK" : s_names.GetOrAdd(code, static key => LabelValues<StatusCode>.Of(key).ToUpperInvariant());

    private async Task<T> CountAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var code = StatusCode.Unknown;
        try
        {
            var reply = await call();
            code = Overdue(context) ? StatusCode.DeadlineExceeded : context.Status.StatusCode;
            return reply;
        }
        catch (Exception fault)
        {
            code = Overdue(context) ? StatusCode.DeadlineExceeded
                : fault is RpcException rpc ? rpc.StatusCode
                : context.CancellationToken.IsCancellationRequested ? StatusCode.Cancelled
                : StatusCode.Unknown;
            throw;
        }
        finally
        {
            metrics.CallEnded(context.Method, NameOf(code));
        }
    }

    // The server has told the caller so already, whatever the handler says afterwards.
    private bool Overdue(ServerCallContext context) => context.CancellationToken.IsCancellationRequested && context.Deadline <= time.GetUtcNow().UtcDateTime;
}
