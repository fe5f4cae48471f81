using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Examples;

/// <summary>Calls that are to fail here.</summary>
internal static class Refused
{
    internal static async Task<SteppedCareError> ByAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
        }
        catch (RpcException failure)
        {
            return SteppedCareError.Of(failure);
        }

        return new SteppedCareError(StatusCode.OK, "", "It was in time.", [], RetryAfter: null);
    }
}
