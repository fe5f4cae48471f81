namespace SteppedCare.Server.Oversight;

/// <summary>How a host gets the eyes of a service lead.</summary>
internal static class OversightSetup
{
    internal static IServiceCollection AddOversight(this IServiceCollection services)
    {
        services.AddSingleton(new WatchPace());
        services.AddSingleton<LogNewsReading>();
        services.AddSingleton<ServiceTails>();
        services.AddSingleton<CatchingUp>();
        services.AddSingleton<Watching>();
        services.AddSingleton<WorklistPages>();
        services.AddSingleton<RecordingTimes>();
        services.AddSingleton<DecisionPages>();
        services.AddSingleton<ExportReading>();
        services.AddSingleton<Exporting>();
        services.AddSingleton<IOversightDesk, OversightDesk>();
        return services;
    }
}
