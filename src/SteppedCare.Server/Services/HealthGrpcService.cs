using Grpc.Core;
using Grpc.Health.V1;
using SteppedCare.Server.Health;

namespace SteppedCare.Server.Services;

/// <summary>grpc.health.v1: whether to send calls here. Every service offered shares one answer, since all need a live policy and the store.</summary>
[BindServiceMethod(typeof(HealthGrpcService), nameof(Bind))]
internal sealed class HealthGrpcService(ServingState state) : Grpc.Health.V1.Health.HealthBase
{
    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, Grpc.Health.V1.Health.HealthBase? service) => Grpc.Health.V1.Health.BindService(new GuardedBinder(binder), service);

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = StatusOf(state.Now, request.Service);
        return status == HealthCheckResponse.Types.ServingStatus.ServiceUnknown
            ? throw StatusFactory.Of(StatusCode.NotFound, WireReasons.HealthServiceUnknown, "No such service is offered here.")
            : Task.FromResult(new HealthCheckResponse { Status = status });
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var said = HealthCheckResponse.Types.ServingStatus.Unknown;
        while (true)
        {
            // The signal is taken with the state it follows, so that no change in between is missed.
            var now = state.Now;
            var status = StatusOf(now, request.Service);
            if (status != said)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
                said = status;
            }

            // An open watch would hold up the drain that it was just told of.
            if (now.Stopping)
            {
                return;
            }

            await now.Changed.WaitAsync(context.CancellationToken);
        }
    }

    private static HealthCheckResponse.Types.ServingStatus StatusOf(ServingState.Moment now, string service) =>
        !now.Names.Contains(service) ? HealthCheckResponse.Types.ServingStatus.ServiceUnknown
        : now.Serving ? HealthCheckResponse.Types.ServingStatus.Serving
        : HealthCheckResponse.Types.ServingStatus.NotServing;
}
