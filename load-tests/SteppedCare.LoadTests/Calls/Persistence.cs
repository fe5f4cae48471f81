using Grpc.Core;

namespace SteppedCare.LoadTests.Calls;

/// <summary>How the portals' guide says to call: on any fault of the way, send the same request again, under the same id, until it is answered.</summary>
internal sealed class Persistence(Tally tally, TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan s_callDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(400);

    internal async Task<Settled<TReply>> SendAsync<TReply>(Func<CallOptions, AsyncUnaryCall<TReply>> call, Random chance)
        where TReply : class
    {
        var began = clock.GetTimestamp();
        for (var pause = s_firstPause; ; pause = pause * 2 > s_longestPause ? s_longestPause : pause * 2)
        {
            try
            {
                using var sent = call(new CallOptions(deadline: clock.GetUtcNow().UtcDateTime + s_callDeadline));
                return new Settled<TReply>(await sent, null);
            }
            catch (RpcException fault) when (IsFaultOfTheWay(fault))
            {
                if (clock.GetElapsedTime(began) > patience)
                {
                    return default;
                }

                tally.SentAgain(fault);
            }
            catch (RpcException refusal)
            {
                return new Settled<TReply>(null, refusal);
            }

            await Task.Delay(pause * (0.5 + chance.NextDouble()), clock);
        }
    }

    private static bool IsFaultOfTheWay(RpcException fault) => fault.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Cancelled => true,

        // A stream that broke half-way; an INTERNAL that the server said itself is a fault of the server.
        StatusCode.Internal => fault.Status.DebugException is IOException or HttpRequestException,
        _ => false,
    };
}
