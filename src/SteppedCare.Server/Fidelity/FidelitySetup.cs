using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Fidelity;

/// <summary>Wires what services' figures are reported from. To be added after the rollouts, whose name a replica has.</summary>
internal static class FidelitySetup
{
    internal static IServiceCollection AddFidelity(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<FigureProjector>();
        services.AddSingleton<TotalsReader>();
        services.AddSingleton<FidelityReports>();
        services.AddSingleton<EquityReports>();
        services.AddSingleton<FigureProjection>();
        if (settings.Figures)
        {
            services.AddHostedService(provider => provider.GetRequiredService<FigureProjection>());
        }

        return services;
    }
}
