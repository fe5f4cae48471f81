using SteppedCare.Server.Decisions;
using SteppedCare.Server.Health;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Services.Oversight;
using SteppedCare.Server.Services.Publishing;
using SteppedCare.Server.Services.Streams;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Services;

/// <summary>How a host gets the gRPC layer.</summary>
internal static class ServicesSetup
{
    /// <summary>
    /// Takes from the host: <see cref="IDecisionEngine"/>, <see cref="IPolicyDesk"/>, <see cref="IOversightDesk"/>, the call metrics and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddDecisionServices(this IServiceCollection services, CallLimits limits, ContingencyOptions contingency)
    {
        services.AddSingleton(limits);
        services.AddSingleton(contingency);
        services.AddSingleton<DecideReplies>();
        services.AddSingleton<FaultStatus>();
        services.AddSingleton<StreamEnd>();
        services.AddSingleton<StatusInterceptor>();
        services.AddSingleton<ItemStreams>();
        services.AddSingleton<DecisionGrpcService>();
        services.AddSingleton<PolicyGrpcService>();
        services.AddSingleton<OversightGrpcService>();
        services.AddSingleton<HealthGrpcService>();
        services.AddSingleton(_ =>
        {
            var state = new ServingState();
            foreach (var service in OfferedServices.All)
            {
                state.Offer(service.FullName);
            }

            return state;
        });
        services.AddSingleton<IServingSwitch>(provider => provider.GetRequiredService<ServingState>());
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<CallMetricsInterceptor>();
            options.Interceptors.Add<StatusInterceptor>();
            options.MaxReceiveMessageSize = limits.MaxRequestBytes;
        }).AddServiceOptions<PolicyGrpcService>(options => options.MaxReceiveMessageSize = limits.MaxPolicyRequestBytes);
        return services;
    }

    internal static WebApplication UseDecisionServices(this WebApplication app)
    {
        app.UseMiddleware<BareStatusMiddleware>();
        app.MapGrpcService<DecisionGrpcService>();
        app.MapGrpcService<PolicyGrpcService>();
        app.MapGrpcService<OversightGrpcService>();
        app.MapGrpcService<HealthGrpcService>();
        return app;
    }
}
