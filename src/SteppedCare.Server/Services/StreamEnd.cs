using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>The status of a stream that its handler did not bring to a good end: what gRPC throws where it reads and writes gets a reason.</summary>
internal sealed class StreamEnd(FaultStatus faults, IHostApplicationLifetime lifetime)
{
    internal RpcException Of(Exception ended, ServerCallContext context)
    {
        // Of a call that is over gRPC refuses both reading and writing, in more than one way.
        if (context.CancellationToken.IsCancellationRequested)
        {
            return faults.Of(new OperationCanceledException(context.CancellationToken), context, bound: null);
        }

        // A call with a deadline hears of its caller's end a moment after gRPC has.
        if (context.GetHttpContext().RequestAborted.IsCancellationRequested)
        {
            return StatusFactory.CallerGone();
        }

        return ended switch
        {
            OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested => StatusFactory.ServerStopping(),
            InvalidDataException => StatusFactory.Malformed(),
            IOException => StatusFactory.CallerGone(),
            RpcException bare when !StatusFactory.HasDetails(bare) => StatusFactory.Unreadable(bare.StatusCode),
            _ => faults.Of(ended, context, bound: null),
        };
    }
}
