using Grpc.Core;
using Grpc.Health.V1;

namespace SteppedCare.Floor;

/// <summary>Says that it serves, so that the driver waits for it as it does for the service.</summary>
internal sealed class BareHealth : Health.HealthBase
{
    private static readonly HealthCheckResponse s_serving = new() { Status = HealthCheckResponse.Types.ServingStatus.Serving };

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Task.FromResult(s_serving);
}
