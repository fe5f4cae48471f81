using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Registry;

/// <summary>Wires what is known of policies. To be added before what answers by it: services start in the order in which they are added.</summary>
internal static class RegistrySetup
{
    internal static IServiceCollection AddRegistry(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<PolicyRegistry>();
        services.AddSingleton<IPolicyRegistry>(provider => provider.GetRequiredService<PolicyRegistry>());
        services.AddSingleton<TagEpochs>();
        services.AddSingleton<ShippedFolder>();
        services.AddSingleton<ShippedGates>();
        services.AddHostedService<FirstPublication>();
        services.AddHostedService<RegistryPoll>();
        if (settings.Watch)
        {
            services.AddSingleton<WatchedRollout>();
            services.AddHostedService<PolicyWatch>();
        }

        return services;
    }
}
