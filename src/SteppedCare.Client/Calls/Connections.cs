using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace SteppedCare.Client;

/// <summary>Channels to the addresses of the options, all made alike.</summary>
internal sealed class Connections(SteppedCareClientOptions options, ILoggerFactory? loggers)
{
    private static readonly TimeSpan s_pingTimeout = TimeSpan.FromSeconds(20);

    internal IReadOnlyList<Uri> Addresses { get; } = [.. options.Addresses];

    /// <summary>The channel for calls: to the one address, or in turns to those of several that serve.</summary>
    internal GrpcChannel Open(HealthWatch health)
    {
        var settings = Settings();
        settings.ServiceConfig = RetryPolicies.Of(options);
        if (Addresses is [var only])
        {
            return GrpcChannel.ForAddress(only, settings);
        }

        settings.Credentials = Addresses[0].Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        settings.ServiceProvider = new ServingResolverFactory(Addresses, health);
        return GrpcChannel.ForAddress($"{ServingResolverFactory.Scheme}:///", settings);
    }

    /// <summary>A channel to one address, for asking it about itself.</summary>
    internal GrpcChannel OpenTo(Uri address) => GrpcChannel.ForAddress(address, Settings());

    private GrpcChannelOptions Settings()
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            EnableMultipleHttp2Connections = options.MultipleConnections,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = options.KeepAlive,
            KeepAlivePingTimeout = s_pingTimeout,
        };
        options.ConfigureHandler?.Invoke(handler);
        return new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, LoggerFactory = loggers };
    }
}
