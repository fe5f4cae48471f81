using System.Runtime.ExceptionServices;
using Grpc.Core;

namespace SteppedCare.Client;

/// <summary>One connection of a resuming stream: it sends all that is unanswered, from the oldest on, while answers are read.</summary>
internal sealed class StreamConnection<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly CancellationTokenSource _over;
    private readonly AsyncDuplexStreamingCall<TRequest, TResponse> _call;
    private readonly Task _writing;
    private ExceptionDispatchInfo? _unwritable;

    internal StreamConnection(
        Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open, UnansweredRequests<TRequest> unanswered, CancellationToken cancellationToken)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _call = open(new CallOptions(cancellationToken: _over.Token));
        _writing = WriteAsync(unanswered, _over.Token);
    }

    internal TResponse Current => _call.ResponseStream.Current;

    /// <summary>
    /// Waits for the next answer; gives why there is none. A service that ends a stream too early is as one that went away. What could not be written for a
    /// reason of its own is thrown: the next connection could not write it either.
    /// </summary>
    internal async Task<RpcException?> MoveNextAsync()
    {
        try
        {
            return await _call.ResponseStream.MoveNext(CancellationToken.None)
                ? null
                : new RpcException(new Status(StatusCode.Unavailable, "The stream ended before everything was answered."));
        }
        catch (RpcException fault)
        {
            Volatile.Read(ref _unwritable)?.Throw();
            return fault;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _call.Dispose();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    // The reading side hears from the service why a call ended. What failed on this side it would never hear of.
    private async Task WriteAsync(UnansweredRequests<TRequest> unanswered, CancellationToken cancellationToken)
    {
        try
        {
            unanswered.SendFromTheStart();
            while (await unanswered.NextToSendAsync(cancellationToken) is { } request)
            {
                await _call.RequestStream.WriteAsync(request, cancellationToken);
            }

            await _call.RequestStream.CompleteAsync();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is not RpcException)
        {
            if (fault is not (IOException or HttpRequestException or ObjectDisposedException))
            {
                Volatile.Write(ref _unwritable, ExceptionDispatchInfo.Capture(fault));
            }

            await _over.CancelAsync();
        }
    }
}
