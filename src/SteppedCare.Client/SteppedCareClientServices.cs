using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SteppedCare.Client;

/// <summary>The client in a portal's container.</summary>
public static class SteppedCareClientServices
{
    /// <summary>
    /// Adds one <see cref="SteppedCareClient"/> for the whole portal, and its <c>DecisionServiceClient</c> and <c>HealthClient</c> by themselves. Faulty
    /// options stop a host at its start, and anybody else at the first use.
    /// </summary>
    /// <param name="services">The portal's services.</param>
    /// <param name="configure">Where and how to reach the service.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSteppedCareClient(this IServiceCollection services, Action<SteppedCareClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SteppedCareClientOptions>, OptionsCheck>());
        services.AddOptions<SteppedCareClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(provider => new SteppedCareClient(
            provider.GetRequiredService<IOptions<SteppedCareClientOptions>>().Value,
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<SteppedCareClient>().Decisions);
        services.TryAddSingleton(provider => provider.GetRequiredService<SteppedCareClient>().Health);
        return services;
    }
}
