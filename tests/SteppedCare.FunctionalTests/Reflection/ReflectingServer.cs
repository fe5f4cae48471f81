using Grpc.Net.Client;
using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.Reflection;

/// <summary>The real host, once for all tests that only ask it about its contract.</summary>
public sealed class ReflectingServer : IAsyncLifetime
{
    private AServer? _server;
    private GrpcChannel? _channel;

    internal AServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    internal GrpcChannel Channel => _channel ?? throw new InvalidOperationException("The server was not started.");

    public async Task InitializeAsync()
    {
        _server = await AServer.StartAsync();
        _channel = GrpcChannel.ForAddress(_server.Addresses.Grpc);
        await _server.UntilReadyIsAsync("ready\n");
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
