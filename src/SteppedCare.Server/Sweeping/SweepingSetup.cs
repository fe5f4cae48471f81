namespace SteppedCare.Server.Sweeping;

/// <summary>Wires the clock. Added after what answers: it sweeps by the rollouts that this server holds.</summary>
internal static class SweepingSetup
{
    internal static IServiceCollection AddSweeping(this IServiceCollection services, SweepOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<Pace>();
        services.AddSingleton<SweepLeases>();
        services.AddSingleton<Postponing>();
        services.AddSingleton<EpisodeSweep>();
        services.AddSingleton<TagSweep>();
        services.AddSingleton<DueRecount>();
        services.AddSingleton<Sweeper>();
        if (options.Enabled)
        {
            services.AddHostedService<SweepRounds>();
        }

        return services;
    }
}
