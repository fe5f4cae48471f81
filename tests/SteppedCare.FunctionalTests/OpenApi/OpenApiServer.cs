using System.Text.Json;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.Server.OpenApi;

namespace SteppedCare.FunctionalTests.OpenApi;

/// <summary>The real host with the shipped policies, and its document.</summary>
public sealed class OpenApiServer : IAsyncLifetime
{
    private AServer? _server;
    private JsonDocument? _document;

    internal AServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    internal JsonElement Document => (_document ?? throw new InvalidOperationException("The server was not started.")).RootElement;

    public async Task InitializeAsync()
    {
        _server = await AServer.StartAsync(["--Policies", Path.Combine(AssembledServer.Repository, "policies")]);
        await _server.UntilReadyIsAsync("ready\n");
        _document = JsonDocument.Parse(await _server.GetAsync(_server.Addresses.Web, OpenApiSetup.Document));
    }

    public async Task DisposeAsync()
    {
        _document?.Dispose();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
