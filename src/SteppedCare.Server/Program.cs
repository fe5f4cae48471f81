using SteppedCare.Server.Connect;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.OpenApi;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Reflection;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Services;
using SteppedCare.Server.Sweeping;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Faults.Count > 0)
        {
            return StartRefusals.BadArguments(line.Faults);
        }

        switch (line.Command)
        {
            case Command.Help:
                await Console.Out.WriteAsync(HelpText.Build());
                return ExitCodes.Fine;
            case Command.Version:
                await Console.Out.WriteLineAsync(WebPages.Version);
                return ExitCodes.Fine;
            case Command.HealthCheck:
                return await HealthCheck.RunAsync(line, Environment.GetEnvironmentVariables(), AppContext.BaseDirectory, TimeProvider.System);
            case Command.Workshop:
                return await WorkshopCommand.RunAsync();
            default:
                return await ServeAsync(line);
        }
    }

    private static async Task<int> ServeAsync(CommandLine line)
    {
        try
        {
            var (settings, faults) = HostSettings.Read(
                line, Environment.GetEnvironmentVariables(), Environment.CurrentDirectory, AppContext.BaseDirectory);
            if (faults.Count > 0)
            {
                return StartRefusals.Settings(faults);
            }

            await using var app = Compose(settings);
            await app.StartAsync();
            app.Services.GetRequiredService<Announcement>().Make();
            await app.WaitForShutdownAsync();
            return ExitCodes.Fine;
        }
        catch (Exception fault)
        {
            return StartRefusals.Ended(fault);
        }
    }

    /// <summary>Puts the server together, in the order in which a call passes through it.</summary>
    /// <param name="settings">Everything configured.</param>
    /// <param name="also">What a test adds or puts in place of something.</param>
    internal static WebApplication Compose(HostSettings settings, Action<WebApplicationBuilder>? also = null)
    {
        // Empty: what is not wired here is not there, and no setting comes in by a way that the catalogue does not know.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = settings.Folders.ContentRoot });
        builder.AddHosting(settings);
        builder.Services.AddTelemetry();
        builder.Services.AddTrajectoryStore(settings.Store).MeterTrajectoryStore(settings.Store.Kind);
        builder.Services.AddPolicyWorkshop(settings.Workshop());
        builder.Services.AddRegistry(settings);
        builder.Services.AddRollouts(settings.Folders);
        builder.Services.AddDecisions();
        builder.Services.AddSweeping(settings.Sweep);
        builder.Services.AddPublishing();
        builder.Services.AddFidelity(settings);
        builder.Services.AddOversight();
        builder.Services.AddDecisionServices(settings.CallLimits(), settings.Contingency());
        builder.Services.AddReflection();
        builder.Services.AddConnect();
        builder.Services.AddReadiness();
        also?.Invoke(builder);

        var app = builder.Build();
        app.UseHosting(settings);
        app.UseDecisionServices();
        app.MapReflection(settings);
        app.MapOpenApi(settings);
        app.MapWebPages(settings);
        return app;
    }
}
