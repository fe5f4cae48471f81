using System.IO.Compression;
using System.Net;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SteppedCare.StandIns.Tests.Wire;

namespace SteppedCare.StandIns.Tests.Calls;

/// <summary>Grpc.AspNetCore.Server on Kestrel, plain HTTP/2 on a free port. One for each test class.</summary>
public sealed class EchoServer : IAsyncLifetime
{
    private readonly WebApplication _app;
    private GrpcChannel? _channel;

    public EchoServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(Sightings);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = 8 * 1024 * 1024;
            grpc.ResponseCompressionAlgorithm = "gzip";
            grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
            grpc.Interceptors.Add<Stamping>();
        });
        _app = builder.Build();
        _app.MapGrpcService<EchoService>();
    }

    internal Sightings Sightings { get; } = new();

    public string Address => _app.Urls.First();

    public GrpcChannel Channel => _channel ?? throw new InvalidOperationException("The server has not started.");

    internal Echo.EchoClient Client => new(Channel);

    public async Task InitializeAsync()
    {
        await Bounded.Wait(_app.StartAsync());
        _channel = GrpcChannel.ForAddress(Address);
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        await Bounded.Wait(_app.StopAsync());
        await _app.DisposeAsync();
    }

    /// <summary>Leaves its mark on every kind of call.</summary>
    private sealed class Stamping : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Stamp(context, "unary");
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Stamp(context, "up");
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Stamp(context, "down");
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Stamp(context, "both");
            return continuation(requestStream, responseStream, context);
        }

        private static void Stamp(ServerCallContext context, string kind) => context.ResponseTrailers.Add("x-intercepted", $"{kind} {context.Method}");
    }
}
