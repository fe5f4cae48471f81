using System.Collections.Immutable;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary>A watch that goes on whatever becomes of connections: opened again with the last token until its time is over.</summary>
internal static class Watch
{
    private static readonly TimeSpan s_beforeNext = TimeSpan.FromSeconds(1);

    // Twice the longest silence that the service promises.
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(20);

    /// <param name="desk">Tells what happens, and the time.</param>
    /// <param name="json">To a program.</param>
    /// <param name="seconds">How long; 0 for ever.</param>
    /// <param name="token">Where to begin.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="tokenOf">Where a message leaves it.</param>
    /// <param name="changesOf">What people are shown of a message; nothing where it only says that the watch lives.</param>
    /// <param name="connection">The service.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Nothing more to tell.</returns>
    internal static async Task<Answer> FollowAsync<T>(
        Desk desk, bool json, int seconds, string token, Func<string, CallOptions, AsyncServerStreamingCall<T>> open, Func<T, string> tokenOf,
        Func<T, IEnumerable<Block>> changesOf, ServiceConnection connection, CancellationToken cancellation)
        where T : class
    {
        using var over = seconds > 0 ? new CancellationTokenSource(TimeSpan.FromSeconds(seconds), desk.Time) : new CancellationTokenSource();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        while (!enough.IsCancellationRequested)
        {
            using var silent = new CancellationTokenSource(s_longestSilence, desk.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, silent.Token);
            try
            {
                using var watch = open(token, connection.Open);
                while (await watch.ResponseStream.MoveNext(either.Token))
                {
                    silent.CancelAfter(s_longestSilence);
                    if (changesOf(watch.ResponseStream.Current).ToImmutableArray() is { IsEmpty: false } changes)
                    {
                        desk.TellOneOfMany(new Answer(ExitCodes.Ok, changes, watch.ResponseStream.Current), json);
                    }

                    token = tokenOf(watch.ResponseStream.Current);
                }
            }
            catch (Exception end) when (enough.IsCancellationRequested && end is RpcException or OperationCanceledException)
            {
                break;
            }

            // Without any token nothing was heard yet, and whoever started the command should know.
            catch (RpcException broken) when (IsWorthAnother(broken, silent.IsCancellationRequested) && token.Length > 0)
            {
                await Task.Delay(s_beforeNext, desk.Time, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return new Answer(ExitCodes.Ok, [], null);
    }

    /// <summary>The connection broke, or the service is away for a while: not its word on what was asked.</summary>
    internal static bool IsWorthAnother(RpcException broken, bool isSilent) =>
        isSilent || broken.StatusCode == StatusCode.Unavailable
        || (SteppedCareError.Of(broken).Reason.Length == 0 && broken.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled);
}
