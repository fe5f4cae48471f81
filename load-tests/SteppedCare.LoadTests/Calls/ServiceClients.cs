using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Calls;

/// <summary>Several connections to one server, as several portals would have them. Callers are spread over them.</summary>
internal sealed class ServiceClients : IDisposable
{
    private readonly GrpcChannel[] _channels;
    private readonly DecisionService.DecisionServiceClient[] _clients;

    internal ServiceClients(Uri address, int connections)
    {
        _channels = [.. Enumerable.Range(0, connections).Select(_ => Open(address))];
        _clients = [.. _channels.Select(channel => new DecisionService.DecisionServiceClient(channel))];
    }

    internal DecisionService.DecisionServiceClient this[int caller] => _clients[caller % _clients.Length];

    /// <summary>A channel that looks for a restarted server again at once, not after the usual seconds.</summary>
    internal static GrpcChannel Open(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), UseProxy = false },
        DisposeHttpClient = true,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(250),
    });

    /// <summary>Whether the server says that it serves.</summary>
    internal static async Task<bool> ServesAsync(GrpcChannel channel, TimeProvider clock)
    {
        try
        {
            var deadline = clock.GetUtcNow().UtcDateTime.AddSeconds(10);
            var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: deadline);
            return health.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }
    }
}
