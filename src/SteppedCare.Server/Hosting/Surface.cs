using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace SteppedCare.Server.Hosting;

/// <summary>The addresses a server has, by what is served there.</summary>
internal enum Surface
{
    Grpc,
    Web,
    Operations,
}

/// <summary>Says of an endpoint where it is served. One without it is served where gRPC is.</summary>
internal sealed record ServedOn(Surface Surface);

/// <summary>Keeps what belongs to one address off the others. A connection knows through which address it came; the Host header, which callers write, is not asked.</summary>
internal sealed class SurfaceGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return next(context);
        }

        var belongs = endpoint.Metadata.GetMetadata<ServedOn>()?.Surface ?? Surface.Grpc;
        if (CameBy(context, belongs))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public static bool CameBy(HttpContext context, Surface surface) => context.Features.Get<Arrival>()?.Surface == surface;

    /// <summary>Lets one call into what is served elsewhere, once it stands in that place's form.</summary>
    public static void Admit(HttpContext context, Surface surface) => context.Features.Set(new Arrival(surface));

    /// <summary>Marks every connection of an address.</summary>
    public static void Mark(KestrelListenOptions listen, Surface surface)
    {
        var arrival = new Arrival(surface);
        ((Microsoft.AspNetCore.Connections.IConnectionBuilder)listen).Use(next => connection =>
        {
            connection.Features.Set(arrival);
            return next(connection);
        });
    }

    private sealed record Arrival(Surface Surface);
}
