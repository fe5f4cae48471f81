using System.Security.Cryptography;

namespace SteppedCare.Server.Decisions;

/// <summary>Wires the life of a decision.</summary>
internal static class DecisionsSetup
{
    internal static IServiceCollection AddDecisions(this IServiceCollection services)
    {
        services.AddSingleton(_ => RandomNumberGenerator.Create());
        services.AddSingleton<EpisodeLedger>();
        services.AddSingleton<Assessor>();
        services.AddSingleton<Deciding>();
        services.AddSingleton<Recording>();
        services.AddSingleton<Confirming>();
        services.AddSingleton<TaskActs>();
        services.AddSingleton<EpisodeReading>();
        services.AddSingleton<IDecisionEngine, DecisionEngine>();
        return services;
    }
}
