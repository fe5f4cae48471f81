using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Rollouts;

/// <summary>Wires what answers whom. To be added after the registry: services start in the order in which they are added.</summary>
internal static class RolloutsSetup
{
    internal static IServiceCollection AddRollouts(this IServiceCollection services, FolderOptions folders)
    {
        var compiled = Path.Combine(folders.Data, "policies");
        services.AddSingleton(new PolicyLibrary(folders.Policies));
        services.AddSingleton(new ArtefactCache(compiled));
        services.AddSingleton(new RevisionArchive(Path.Combine(folders.Data, "revisions")));
        services.AddSingleton<ReplicaName>();
        services.AddSingleton<RevisionLoader>();
        services.AddSingleton<IRevisionLoader>(provider => provider.GetRequiredService<RevisionLoader>());
        services.AddSingleton<ResidentRevisions>();
        services.AddSingleton<OldRevisions>();
        services.AddSingleton<UnknownEpochs>();
        services.AddSingleton<RolloutKeeper>();
        services.AddSingleton<IRollouts>(provider => provider.GetRequiredService<RolloutKeeper>());
        services.AddSingleton<ILiveRevisions>(provider => provider.GetRequiredService<RolloutKeeper>());
        services.AddSingleton<RolloutMoves>();
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
        services.AddHostedService<RolloutMoving>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaPresence>());
        services.AddHostedService<RolloutWatching>();
        return services;
    }
}
