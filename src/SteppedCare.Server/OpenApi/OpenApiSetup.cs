using SteppedCare.Server.Hosting;
using SteppedCare.Server.Reflection;

namespace SteppedCare.Server.OpenApi;

/// <summary>How a host gets the OpenAPI document and the page to try calls, both on the web address.</summary>
internal static class OpenApiSetup
{
    public const string Document = "/openapi.json";
    public const string Page = "/try";

    // Path, resource and content type of what the page consists of.
    private static readonly (string Path, string Resource, string Type)[] s_page =
    [
        (Page, "page.html", "text/html; charset=utf-8"),
        ($"{Page}/page.css", "page.css", "text/css; charset=utf-8"),
        ($"{Page}/page.js", "page.js", "text/javascript; charset=utf-8"),
        ($"{Page}/examples.js", "examples.js", "text/javascript; charset=utf-8"),
        ($"{Page}/icon.svg", "icon.svg", "image/svg+xml"),
    ];

    public static void MapOpenApi(this WebApplication app, HostSettings settings)
    {
        // Made when it is first asked for: only then all services are mapped.
        var document = new Lazy<WebFile>(() => new("application/json", OpenApiDocument.Write(
            app.Services.GetRequiredService<ContractFiles>(), app.Services.GetRequiredService<MappedServices>(), settings)));
        Map(app, Document, () => document.Value);
        foreach (var (path, resource, type) in s_page)
        {
            var file = new Lazy<WebFile>(() => new(type, Read(resource)));
            Map(app, path, () => file.Value);
        }
    }

    // Routing takes a slash at the end, from which the page would find none of its files. Relative, so that it works behind a path of a proxy's, too.
    private static void Map(WebApplication app, string path, Func<WebFile> file) =>
        app.MapGet(path, context => (context.Request.Path.Value!.EndsWith('/') ? WithoutSlash(path) : file().Serve(context)).ExecuteAsync(context))
            .WithMetadata(new ServedOn(Surface.Web));

    private static IResult WithoutSlash(string path) => Results.Redirect($"../{path[(path.LastIndexOf('/') + 1)..]}");

    private static byte[] Read(string resource)
    {
        using var content = typeof(OpenApiSetup).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The server was built without its {resource}.");
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }
}
