using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
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
        services.AddSingleton(provider => new SweepMetrics(provider.GetRequiredService<CollectorRegistry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OpenRiskTasks>();
        services.AddSingleton<FigureMeters>();
        services.AddSingleton<ListMeters>();
        services.AddSingleton<CallMetricsInterceptor>();
        return services;
    }

    /// <summary>Puts the meter around the stores that are registered. To be called after they are.</summary>
    /// <param name="services">With exactly one <see cref="ITrajectoryStore"/>, one <see cref="IRegistryStore"/> and one of each index, by the same connection.</param>
    /// <param name="store">Their kind, as metrics call it: embedded or redis.</param>
    public static IServiceCollection MeterTrajectoryStore(this IServiceCollection services, string store)
    {
        services.TryAddSingleton<StoreAlarm>();
        services.AddSingleton(provider => new StoreMeter(
            provider.GetRequiredService<DecisionMetrics>().OfStore(store),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StoreAlarm>().Ring));
        Around<ITrajectoryStore>(services, (inner, meter) => new MeteredTrajectoryStore(inner, meter));
        Around<IRegistryStore>(services, (inner, meter) => new MeteredRegistryStore(inner, meter));
        Around<ITrajectoryIndex>(services, (inner, meter) => new MeteredTrajectoryIndex(inner, meter));
        Around<IWorklistIndex>(services, (inner, meter) => new MeteredWorklistIndex(inner, meter));
        Around<ILogTail>(services, (inner, meter) => new MeteredLogTail(inner, meter));
        return services;
    }

    private static void Around<TStore>(IServiceCollection services, Func<TStore, StoreMeter, TStore> metered)
        where TStore : class
    {
        var inner = services.Single(service => service.ServiceType == typeof(TStore));
        services.Remove(inner);
        services.AddSingleton(provider => metered(
            (TStore)(inner.ImplementationInstance ?? inner.ImplementationFactory!(provider)), provider.GetRequiredService<StoreMeter>()));
    }
}
