using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>Wires the instruments.</summary>
internal static class TelemetrySetup
{
    /// <summary>A registry of its own for each host: hosts in one process do not count into each other.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddSingleton(provider => new DecisionMetrics(provider.GetRequiredService<CollectorRegistry>(), WebPages.Version));
        services.AddSingleton(provider => new RegistryMeters(provider.GetRequiredService<CollectorRegistry>()));
        services.AddSingleton(provider => new RolloutMetrics(provider.GetRequiredService<CollectorRegistry>()));
        services.AddSingleton<OpenRiskTasks>();
        services.AddSingleton<CallMetricsInterceptor>();
        return services;
    }

    /// <summary>Puts the meter around the store that is registered. To be called after it is.</summary>
    /// <param name="services">With exactly one <see cref="ITrajectoryStore"/>.</param>
    /// <param name="store">Its kind, as metrics call it: embedded or redis.</param>
    public static IServiceCollection MeterTrajectoryStore(this IServiceCollection services, string store)
    {
        var inner = services.Single(service => service.ServiceType == typeof(ITrajectoryStore));
        services.Remove(inner);
        services.TryAddSingleton<StoreAlarm>();
        services.AddSingleton<ITrajectoryStore>(provider => new MeteredTrajectoryStore(
            (ITrajectoryStore)(inner.ImplementationInstance ?? inner.ImplementationFactory!(provider)),
            provider.GetRequiredService<DecisionMetrics>().OfStore(store),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StoreAlarm>().Ring));
        return services;
    }
}
