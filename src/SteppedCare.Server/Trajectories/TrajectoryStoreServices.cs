using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Trajectories;

/// <summary>Wires the store that the settings name.</summary>
internal static class TrajectoryStoreServices
{
    /// <summary>
    /// Registers <see cref="ITrajectoryStore"/>, <see cref="ITrajectoryIndex"/>, <see cref="IRegistryStore"/>, <see cref="IWorklistIndex"/> and <see cref="ILogTail"/>. The embedded file is opened when the store is first resolved
    /// and refuses then; Redis may be away at start and is reached when it comes back.
    /// </summary>
    public static IServiceCollection AddTrajectoryStore(this IServiceCollection services, StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Redis))
        {
            services.AddSingleton(provider => SqliteTrajectoryStore.Open(options.SqlitePath, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<ITrajectoryStore>(provider => provider.GetRequiredService<SqliteTrajectoryStore>());
            services.AddSingleton<ITrajectoryIndex>(provider => provider.GetRequiredService<SqliteTrajectoryStore>());
            services.AddSingleton<IRegistryStore>(provider => provider.GetRequiredService<SqliteTrajectoryStore>().Registry);
            services.AddSingleton<IFigureStore>(provider => provider.GetRequiredService<SqliteTrajectoryStore>().Figures);
            services.AddSingleton<IWorklistIndex>(provider => provider.GetRequiredService<SqliteTrajectoryStore>().Worklist);
            services.AddSingleton<ILogTail>(provider => provider.GetRequiredService<SqliteTrajectoryStore>().LogTail);
            return services;
        }

        var redis = new RedisOptions
        {
            Endpoints = options.Redis,
            Password = options.RedisPassword,
            Ssl = options.RedisSsl,
            CallTimeout = options.RedisCallTimeout,
            Replicas = options.RedisReplicas,
        };
        services.AddSingleton(provider => new RedisTrajectoryStore(redis, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITrajectoryStore>(provider => provider.GetRequiredService<RedisTrajectoryStore>());
        services.AddSingleton<ITrajectoryIndex>(provider => provider.GetRequiredService<RedisTrajectoryStore>().Index);
        services.AddSingleton<IRegistryStore>(provider => provider.GetRequiredService<RedisTrajectoryStore>().Registry);
        services.AddSingleton<IFigureStore>(provider => provider.GetRequiredService<RedisTrajectoryStore>().Figures);
        services.AddSingleton<IWorklistIndex>(provider => provider.GetRequiredService<RedisTrajectoryStore>().Worklist);
        services.AddSingleton<ILogTail>(provider => provider.GetRequiredService<RedisTrajectoryStore>().LogTail);
        services.AddHostedService<DurabilityAnnouncement>();
        return services;
    }
}
