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
    // A source that does not heed its token may wake up at any time, or never.
    private static readonly TimeSpan s_partingPatience = TimeSpan.FromSeconds(1);

    internal async IAsyncEnumerable<TResponse> RunAsync(IAsyncEnumerable<TRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var unanswered = new UnansweredRequests<TRequest>();
        var feeding = FeedAsync(requests, unanswered, stop);
        try
        {
            // An idle stream that is closed has failed nobody: it is opened again when there is something to send.
            for (var failures = 0; await unanswered.HaveAnyAsync(stop.Token);)
            {
                RpcException? broken;
                bool hasFailed;
                await using (var connection = new StreamConnection<TRequest, TResponse>(open, unanswered, stop.Token))
                {
                    while ((broken = await connection.MoveNextAsync()) is null)
                    {
                        failures = 0;
                        unanswered.Answer(request => Demand(areOneAnother(request, connection.Current)));
                        yield return connection.Current;
                    }

                    hasFailed = unanswered.HasAny;
                }

                if (!stop.IsCancellationRequested && hasFailed)
                {
                    await PauseAsync(broken, ++failures, cancellationToken);
                }
            }

            if (!unanswered.IsEmptyForGood)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            await feeding;
        }
        finally
        {
            await stop.CancelAsync();
            await EndOf(feeding).WaitAsync(s_partingPatience, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // However it ends, it is noticed, even when nobody waits any longer.
    private static async Task EndOf(Task feeding) => await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Takes from the caller only what there is room for.
    private async Task FeedAsync(IAsyncEnumerable<TRequest> requests, UnansweredRequests<TRequest> unanswered, CancellationTokenSource stop)
    {
        var stopped = stop.Token;
        try
        {
            await foreach (var request in requests.WithCancellation(stopped))
            {
                complete(request ?? throw new ArgumentException("An item is null.", nameof(requests)));
                await unanswered.AddAsync(request, stopped);
            }

            unanswered.EndOfRequests();
        }
        catch when (!stopped.IsCancellationRequested)
        {
            // The answers are waited for by somebody who should hear of it. Once stopped, there may be nothing left to stop.
            await stop.CancelAsync();
            throw;
        }
    }

    private Task PauseAsync(RpcException broken, int failures, CancellationToken cancellationToken)
    {
        var error = SteppedCareError.Of(broken);
        return CanGoOn(error) && failures < pacing.MaxAttempts
            ? pacing.PauseAsync(failures, error.RetryAfter, cancellationToken)
            : throw broken;
    }

    // Without a reason it was not the service that ended it: a proxy's reset arrives as CANCELLED, INTERNAL or UNKNOWN.
    private static bool CanGoOn(SteppedCareError error) => error.Code == StatusCode.Unavailable || error.Reason.Length == 0;

    private static void Demand(bool isAnswer)
    {
        if (!isAnswer)
        {
            throw new InvalidOperationException("The service answered another question than the next one.");
        }
    }
}
