using Grpc.Core;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Services.Streams;

/// <summary>Calls that take many items on one stream. Each item is bounded in time, fails alone and is counted, as a unary call is.</summary>
internal sealed class ItemStreams(CallLimits limits, TimeProvider time, FaultStatus faults, DecisionMetrics metrics, IHostApplicationLifetime lifetime)
{
    /// <exception cref="RpcException">The stream ended otherwise than by its caller having no more to send.</exception>
    internal async Task AnswerAsync<TItem, TAnswer>(
        IAsyncStreamReader<TItem> items, IServerStreamWriter<TAnswer> answers, ItemCall<TItem, TAnswer> call, ServerCallContext context)
    {
        using var ordered = new OrderedItems<TItem, TAnswer>(items, answers, call.Turn, item => OneAsync(item, call, context));
        Exception? ended;
        try
        {
            ended = await ordered.RunAsync(lifetime.ApplicationStopping, context.CancellationToken);
        }
        catch (Exception fault)
        {
            ended = fault;
        }

        if (ended is not null)
        {
            throw Ending(ended, context);
        }
    }

    private async Task<TAnswer> OneAsync<TItem, TAnswer>(TItem item, ItemCall<TItem, TAnswer> call, ServerCallContext context)
    {
        using var bound = new TimeBound(limits.MaxDeadline, time, context.CancellationToken);
        try
        {
            // It may have waited for its turn longer than its caller did.
            bound.Token.ThrowIfCancellationRequested();
            var answer = await call.AnswerAsync(item, bound.Token);
            metrics.ItemEnded(context.Method, CallMetricsInterceptor.NameOf(StatusCode.OK));
            return answer;
        }
        catch (Exception exception)
        {
            var failure = faults.Of(exception, context, bound);
            metrics.ItemEnded(context.Method, CallMetricsInterceptor.NameOf(failure.StatusCode));
            return call.Failed(item, StatusFactory.DetailsOf(failure));
        }
    }

    private RpcException Ending(Exception ended, ServerCallContext context)
    {
        // Of a call that is over gRPC refuses both reading and writing, in more than one way.
        if (context.CancellationToken.IsCancellationRequested)
        {
            return faults.Of(new OperationCanceledException(context.CancellationToken), context, bound: null);
        }

        return ended switch
        {
            OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested => StatusFactory.Unavailable(
                WireReasons.ServerStopping, "The server stops. Send again, to another, every item that has no answer, with the same request_id."),
            IOException => StatusFactory.Of(StatusCode.Cancelled, WireReasons.Cancelled, "The caller went away."),
            RpcException unreadable => StatusFactory.HasDetails(unreadable) ? unreadable : Unreadable(unreadable.StatusCode),
            _ => faults.Of(ended, context, bound: null),
        };
    }

    // gRPC's own word about a message, which has no reason.
    private static RpcException Unreadable(StatusCode code) => code == StatusCode.ResourceExhausted
        ? StatusFactory.Of(code, WireReasons.RequestTooLarge, "An item is larger than the server takes.")
        : StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.MalformedRequest, "The bytes are no message of this method.");
}
