using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Rollouts;

/// <summary>Wires what answers whom. To be added after the registry: services start in the order in which they are added.</summary>
internal static class RolloutsSetup
{
    internal static IServiceCollection AddRollouts(this IServiceCollection services, FolderOptions folders)
    {
        services.AddSingleton(new ArtefactCache(Path.Combine(folders.Data, "policies")));
        services.AddSingleton(new RevisionArchive(Path.Combine(folders.Data, "revisions")));
        services.AddSingleton<ReplicaName>();
        services.AddSingleton<RevisionLoader>();
        services.AddSingleton<ResidentRevisions>();
        services.AddSingleton<OldRevisions>();
        services.AddSingleton<RolloutKeeper>();
        services.AddSingleton<IRollouts>(provider => provider.GetRequiredService<RolloutKeeper>());
        services.AddSingleton<ILiveRevisions>(provider => provider.GetRequiredService<RolloutKeeper>());
        services.AddSingleton<RolloutMover>();
        services.AddSingleton<RolloutPreparation>();
        services.AddSingleton<OccupiedSteps>();
        services.AddSingleton<RolloutChanges>();
        services.AddSingleton<Disagreements>();
        services.AddSingleton<ArmTallies>();
        services.AddSingleton<ShadowAsking>();
        services.AddSingleton<IDecisionWatch, RolloutWatch>();
        services.AddSingleton<RolloutGuard>();
        services.AddSingleton<ReplicaPresence>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaPresence>());
        services.AddHostedService<RolloutMoving>();
        services.AddHostedService<RolloutWatching>();
        return services;
    }
}
