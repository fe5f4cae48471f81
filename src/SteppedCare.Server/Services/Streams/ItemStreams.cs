using System.Runtime.ExceptionServices;
using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Services.Streams;

/// <summary>Calls that take many items on one stream. Each item is bounded in time, fails alone and is counted, as a unary call is.</summary>
internal sealed class ItemStreams(CallLimits limits, TimeProvider time, FaultStatus faults, DecisionMetrics metrics, IHostApplicationLifetime lifetime)
{
    /// <exception cref="Exception">The stream ended otherwise than by its caller having no more to send; <see cref="StreamEnd"/> knows its status.</exception>
    internal async Task AnswerAsync<TItem, TAnswer>(
        IAsyncStreamReader<TItem> items, IServerStreamWriter<TAnswer> answers, ItemCall<TItem, TAnswer> call, ServerCallContext context)
        where TItem : IMessage
        where TAnswer : IMessage
    {
        var ordered = new OrderedItems<TItem, TAnswer>(items, answers, call.Turn, item => OneAsync(item, call, context));
        if (await ordered.RunAsync(lifetime.ApplicationStopping, context.CancellationToken) is { } ended)
        {
            ExceptionDispatchInfo.Throw(ended);
        }
    }

    private async Task<TAnswer> OneAsync<TItem, TAnswer>(TItem item, ItemCall<TItem, TAnswer> call, ServerCallContext context)
        where TItem : IMessage
        where TAnswer : IMessage
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
}
