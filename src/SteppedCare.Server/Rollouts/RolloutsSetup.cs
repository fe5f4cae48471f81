using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Rollouts;

/// <summary>Wires what answers: the shipped policies, compiled before the server listens.</summary>
internal static class RolloutsSetup
{
    internal static IServiceCollection AddRollouts(this IServiceCollection services, FolderOptions folders)
    {
        var compiled = Path.Combine(folders.Data, "policies");
        services.AddSingleton(new PolicyLibrary(folders.Policies, compiled));
        services.AddSingleton(new ArtefactCache(compiled));
        services.AddSingleton(new RevisionArchive(Path.Combine(folders.Data, "revisions")));
        services.AddSingleton<RolloutTable>();
        services.AddSingleton<IRollouts>(provider => provider.GetRequiredService<RolloutTable>());
        services.AddSingleton<ILiveRevisions>(provider => provider.GetRequiredService<RolloutTable>());
        services.AddHostedService<RolloutLoader>();
        return services;
    }
}
