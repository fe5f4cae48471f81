using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Services;

/// <summary>
/// Gives every exception its status, in a call and in an item of a stream alike. Texts of exceptions stay inside: a driver's message may repeat a key, and
/// a key names an episode.
/// </summary>
internal sealed partial class FaultStatus(TimeProvider time, ILogger<FaultStatus> logger)
{
    /// <param name="exception">What ended the work.</param>
    /// <param name="context">The call it was done for.</param>
    /// <param name="bound">The bound in time that the work had beside the call's own; null for none.</param>
    internal RpcException Of(Exception exception, ServerCallContext context, TimeBound? bound)
    {
        switch (exception)
        {
            case RpcException said:
                return said;
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
                return StatusFactory.CallerGone();
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested || bound is { Reached: true }:
                return StatusFactory.OutOfTime();
            default:
                CallFailed(context.Method, FaultKinds.Of(exception), exception.StackTrace ?? "");
                return StatusFactory.Of(StatusCode.Internal, WireReasons.Internal, "A fault of this service; hand over to a human and tell its operator.");
        }
    }

    [LoggerMessage(EventId = 500, EventName = nameof(CallFailed), Level = LogLevel.Error, Message = "{Method} failed with {Exceptions} at{Stack}")]
    private partial void CallFailed(string method, string exceptions, string stack);
}
