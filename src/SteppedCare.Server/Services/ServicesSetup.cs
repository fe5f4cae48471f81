using SteppedCare.Server.Health;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>How a host gets the gRPC layer.</summary>
internal static class ServicesSetup
{
    /// <summary>
    /// Takes from the host: <see cref="Decisions.IDecisionEngine"/>, <see cref="Decisions.ContingencyOptions"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddDecisionServices(this IServiceCollection services, LimitsOptions limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<DecideReplies>();
        services.AddSingleton<StatusInterceptor>();
        services.AddSingleton<DecisionGrpcService>();
        services.AddSingleton<HealthGrpcService>();
        services.AddSingleton(_ =>
        {
            var state = new ServingState();
            state.Offer(Wire.DecisionService.Descriptor.FullName);
            state.Offer(Grpc.Health.V1.Health.Descriptor.FullName);
            return state;
        });
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<StatusInterceptor>();
            options.MaxReceiveMessageSize = limits.MaxRequestBytes;
        });
        return services;
    }

    internal static WebApplication UseDecisionServices(this WebApplication app)
    {
        app.UseMiddleware<BareStatusMiddleware>();
        app.MapGrpcService<DecisionGrpcService>();
        app.MapGrpcService<HealthGrpcService>();
        return app;
    }
}
