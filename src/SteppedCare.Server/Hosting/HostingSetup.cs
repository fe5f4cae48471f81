using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using SteppedCare.Server.Connect;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Hosting;

/// <summary>Wires the host itself: settings, log, addresses, readiness, and what every call passes through.</summary>
internal static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder, HostSettings settings)
    {
        var addresses = new BoundAddresses(settings.Listen, settings.Limits);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(addresses.Listen);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Limits);
        builder.Services.AddSingleton(addresses);
        builder.Services.AddRouting();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CrisisContactDates>();
        builder.Services.AddSingleton<ContactMeters>();
        builder.Services.AddSingleton<Announcement>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Limits.ShutdownTimeout);
        AddLog(builder.Logging, settings.Log);
    }

    /// <summary>Watches store and policies. To be added after them: services stop in the order opposite to that in which they are added.</summary>
    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.TryAddSingleton<StoreAlarm>();
        services.AddHostedService<ReadinessMonitor>();
    }

    public static void UseHosting(this WebApplication app, HostSettings settings)
    {
        if (settings.Development)
        {
            app.UseMiddleware<DevelopmentNotice>();
        }

        app.UseRouting();
        app.UseConnect();
        app.UseMiddleware<SurfaceGate>();
    }

    private static void AddLog(ILoggingBuilder logging, LogOptions options)
    {
        // The framework's own chatter about every request would drown what this server has to say.
        var framework = options.Level < LogLevel.Information ? options.Level : (LogLevel)Math.Max((int)options.Level, (int)LogLevel.Warning);
        logging.SetMinimumLevel(options.Level).AddFilter("Microsoft", framework).AddFilter("Grpc", framework);
        if (options.Json)
        {
            logging.AddJsonConsole(Stamp);
        }
        else
        {
            logging.AddSimpleConsole(simple =>
            {
                Stamp(simple);
                simple.SingleLine = true;
            });
        }
    }

    private static void Stamp(ConsoleFormatterOptions format)
    {
        format.UseUtcTimestamp = true;
        format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
    }
}
