using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>A health service that says what the name asks for.</summary>
internal sealed class ScriptedHealth : Health.HealthBase
{
    /// <summary>Before the server's own, which knows only its own names.</summary>
    public static void Map(WebApplication app) => app.MapGrpcService<ScriptedHealth>().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => request.Service switch
    {
        "" => Says(HealthCheckResponse.Types.ServingStatus.Serving),
        "down" => Says(HealthCheckResponse.Types.ServingStatus.NotServing),
        "broken" => throw new InvalidOperationException("broken"),
        "silent" => SilentAsync(context.CancellationToken),
        _ => throw new RpcException(new Status(StatusCode.NotFound, "unknown")),
    };

    private static Task<HealthCheckResponse> Says(HealthCheckResponse.Types.ServingStatus status) => Task.FromResult(new HealthCheckResponse { Status = status });

    private static async Task<HealthCheckResponse> SilentAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new HealthCheckResponse();
    }
}
