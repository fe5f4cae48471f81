using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Reflection;

/// <summary>How a host gets server reflection.</summary>
internal static class ReflectionSetup
{
    public static IServiceCollection AddReflection(this IServiceCollection services)
    {
        services.AddSingleton(_ => ContractFiles.Read());
        services.AddSingleton<MappedServices>();
        services.AddSingleton<Reflector>();
        services.AddSingleton<ReflectionGrpcService>();
        services.AddSingleton<AlphaReflectionGrpcService>();
        return services;
    }

    /// <summary>Offers both versions, unless switched off; then nothing is there, as for any unknown service.</summary>
    public static void MapReflection(this WebApplication app, HostSettings settings)
    {
        if (settings.Reflection)
        {
            app.MapGrpcService<ReflectionGrpcService>();
            app.MapGrpcService<AlphaReflectionGrpcService>();
        }
    }
}
