using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>How a host gets the door for JSON.</summary>
internal static class ConnectSetup
{
    internal static IServiceCollection AddConnect(this IServiceCollection services) => services.AddSingleton(new ServedMethods(OfferedServices.All));

    /// <summary>Before whatever keeps gRPC to its own address: a call shown as gRPC's own is let through there.</summary>
    internal static WebApplication UseConnect(this WebApplication app)
    {
        app.UseMiddleware<ConnectMiddleware>();
        return app;
    }
}
