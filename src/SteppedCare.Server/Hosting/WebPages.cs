using System.Reflection;
using Prometheus;
using SteppedCare.Server.OpenApi;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Hosting;

/// <summary>What is served beside gRPC: the front page, and what operators and their machines ask.</summary>
internal static class WebPages
{
    public const string Metrics = "/metrics";
    public const string Alive = "/healthz";
    public const string Ready = "/readyz";

    private const string PlainText = "text/plain; charset=utf-8";

    private static readonly string[] s_pages = [OpenApiSetup.Page, OpenApiSetup.Document];
    private static readonly string[] s_docs =
    [
        "README.md", "docs/integrate.md", "docs/portals.md", "docs/json.md", "docs/versioning.md", "docs/instruments.md", "docs/configuration.md", "docs/metrics.md",
        "docs/storage.md", "docs/policies.md", "docs/policy-language.md",
    ];

    public static string Version { get; } =
        typeof(WebPages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static void MapWebPages(this WebApplication app, HostSettings settings)
    {
        app.MapGet("/", (BoundAddresses addresses, CrisisContactDates contacts) => new FrontPage(
                "SteppedCare.Server",
                Version,
                "Recommends steps of mental-health care to clinicians. Decision support, not a certified device.",
                settings.Development,
                contacts.Overdue.Count(),
                addresses.Grpc,
                addresses.Operations,
                s_pages,
                s_docs))
            .WithMetadata(new ServedOn(Surface.Web));

        var operations = new ServedOn(settings.Listen.Operations is null ? Surface.Web : Surface.Operations);
        // Nothing else asks for it: it counts at each scrape.
        app.Services.GetRequiredService<ContactMeters>();
        app.MapMetrics(Metrics, app.Services.GetRequiredService<CollectorRegistry>()).WithMetadata(operations);
        app.MapGet(Alive, () => Results.Text("alive\n", PlainText)).WithMetadata(operations);
        app.MapGet(Ready, (Readiness readiness) => readiness.Obstacle is { } obstacle
                ? Results.Text($"not ready: {obstacle}\n", PlainText, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ready\n", PlainText))
            .WithMetadata(operations);
    }

    private sealed record FrontPage(
        string Service, string Version, string Purpose, bool Development, int ContactsOverdue, Uri Grpc, Uri? Operations, IReadOnlyList<string> Pages, IReadOnlyList<string> Docs);
}
