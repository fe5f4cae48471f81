using System.Runtime.CompilerServices;
using Grpc.Core;

namespace SteppedCare.Client;

/// <summary>
/// A stream of questions and answers that outlives its connections. Answers come in the order of the questions; when the stream breaks, everything not yet
/// answered is sent again on a new one, and a question that has an id is carried out once however often it is sent.
/// </summary>
/// <param name="open">Opens the stream.</param>
/// <param name="complete">Gives a question what its caller left out, once.</param>
/// <param name="areOneAnother">Whether an answer is to a question.</param>
/// <param name="pacing">How often and after which pause to open it again.</param>
internal sealed class ResumingStream<TRequest, TResponse>(
    Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
    Action<TRequest> complete,
    Func<TRequest, TResponse, bool> areOneAnother,
    Pacing pacing)
    where TRequest : class
    where TResponse : class
{
    internal async IAsyncEnumerable<TResponse> RunAsync(IAsyncEnumerable<TRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var unanswered = new UnansweredRequests<TRequest>();
        var feeding = FeedAsync(requests, unanswered, stop);
        try
        {
            for (var failures = 0; !unanswered.IsEmptyForGood;)
            {
                RpcException? broken;
                await using (var connection = new StreamConnection<TRequest, TResponse>(open, unanswered, stop.Token))
                {
                    while ((broken = await connection.MoveNextAsync()) is null)
                    {
                        failures = 0;
                        unanswered.Answer(request => Demand(areOneAnother(request, connection.Current)));
                        yield return connection.Current;
                    }
                }

                if (stop.IsCancellationRequested)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    break;
                }

                if (!unanswered.IsEmptyForGood)
                {
                    await PauseAsync(broken, ++failures, cancellationToken);
                }
            }

            await feeding;
        }
        finally
        {
            await stop.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Takes from the caller only what there is room for.
    private async Task FeedAsync(IAsyncEnumerable<TRequest> requests, UnansweredRequests<TRequest> unanswered, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var request in requests.WithCancellation(stop.Token))
            {
                complete(request);
                await unanswered.AddAsync(request, stop.Token);
            }

            unanswered.EndOfRequests();
        }
        catch
        {
            // The answers are waited for by somebody who should hear of it.
            await stop.CancelAsync();
            throw;
        }
    }

    private Task PauseAsync(RpcException broken, int failures, CancellationToken cancellationToken)
    {
        var error = SteppedCareError.Of(broken);
        return error.Code == StatusCode.Unavailable && failures < pacing.MaxAttempts
            ? pacing.PauseAsync(failures, error.RetryAfter, cancellationToken)
            : throw broken;
    }

    private static void Demand(bool isAnswer)
    {
        if (!isAnswer)
        {
            throw new InvalidOperationException("The service answered another question than the next one.");
        }
    }
}
