using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Examples;

/// <summary>
/// Sends until there is an answer: the same message every time, so that it happens once. UNAVAILABLE alone the client has sent again already.
/// </summary>
internal static class UntilAnswered
{
    private const int MostAttempts = 5;

    internal static async Task<T> ByAsync<T>(Func<AsyncUnaryCall<T>> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send();
            }
            catch (RpcException failure) when (attempt < MostAttempts && SteppedCareError.Of(failure) is { SendAgain: true } error)
            {
                await Task.Delay(error.RetryAfter ?? TimeSpan.FromMilliseconds(200 * attempt));
            }
        }
    }
}
