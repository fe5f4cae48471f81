using Prometheus;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Workshop;

/// <summary>How a host gets a workshop.</summary>
internal static class WorkshopSetup
{
    internal static IServiceCollection AddPolicyWorkshop(this IServiceCollection services, WorkshopOptions options) =>
        services
        .AddSingleton(options)
        .AddSingleton<PolicyWorkshop>()
        .AddSingleton<IPolicyWorkshop>(provider => new MeteredWorkshop(
            provider.GetRequiredService<PolicyWorkshop>(), new WorkshopMeters(provider.GetRequiredService<CollectorRegistry>()), provider.GetRequiredService<TimeProvider>()));
}
