using Grpc.Core;

namespace SteppedCare.Cli;

/// <summary>An export that goes on where a connection broke: opened again with the last token, so that nothing is missed and nothing comes twice.</summary>
internal static class ExportCall
{
    // In a row, without a single message between them.
    private const int MostTries = 5;

    private static readonly TimeSpan s_beforeNext = TimeSpan.FromSeconds(1);

    // The service tells how far it is every ten seconds, also where it finds nothing.
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(60);

    /// <param name="connection">The service.</param>
    /// <param name="request">What is asked; its token is that of the last message taken.</param>
    /// <param name="desk">Tells the time.</param>
    /// <param name="target">Knows how to go on after an end.</param>
    /// <param name="take">Takes a message before the next is asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FailedException">The service cannot be reached any more, or somebody stopped it.</exception>
    internal static async Task RunAsync(
        ServiceConnection connection, V1.ExportRequest request, Desk desk, IExportTarget target, Func<V1.ExportResponse, Task> take, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            using var silent = new CancellationTokenSource(s_longestSilence, desk.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellation);
            try
            {
                using var export = connection.Oversight.Export(request, connection.Open);
                while (await export.ResponseStream.MoveNext(either.Token))
                {
                    await take(export.ResponseStream.Current);
                    request.ResumeToken = export.ResponseStream.Current.ResumeToken;
                    tries = 0;
                    silent.CancelAfter(s_longestSilence);
                }

                return;
            }
            catch (Exception stopped) when (cancellation.IsCancellationRequested && target.Token.Length > 0 && stopped is (RpcException or OperationCanceledException))
            {
                throw new FailedException(new Failure(ExitCodes.Interrupted, "INTERRUPTED", [$"It was stopped. To go on: {target.ToGoOn}"]));
            }
            catch (RpcException broken) when (!cancellation.IsCancellationRequested && Watch.IsWorthAnother(broken, silent.IsCancellationRequested) && tries < MostTries)
            {
                // A stop meanwhile ends the next call at once.
                await Task.Delay(s_beforeNext, desk.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (RpcException broken) when (!cancellation.IsCancellationRequested && target.Token.Length > 0)
            {
                var failure = ServiceFailure.Of(broken, connection.Address);
                throw new FailedException(failure with
                {
                    Lines = [.. failure.Lines, $"It was cut. To go on: {target.ToGoOn}"],
                });
            }
        }
    }
}
