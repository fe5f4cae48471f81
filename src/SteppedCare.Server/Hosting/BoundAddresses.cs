using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace SteppedCare.Server.Hosting;

/// <summary>The addresses as they are once the server listens: with the port that was taken where 0 was asked for.</summary>
internal sealed class BoundAddresses(ListenOptions options, LimitsOptions limits)
{
    private KestrelListenOptions? _grpc;
    private KestrelListenOptions? _web;
    private KestrelListenOptions? _operations;

    public Uri Grpc => Bound(_grpc);

    public Uri Web => Bound(_web);

    /// <summary>Null when operations have no address of their own.</summary>
    public Uri? Operations => _operations is null ? null : Bound(_operations);

    public void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxConcurrentStreams;
        var http2 = new PriorKnowledge(kestrel.Limits);
        _grpc = Listen(kestrel, options.Grpc, Surface.Grpc, HttpProtocols.Http2, http2.Lend);
        _web = Listen(kestrel, options.Web, Surface.Web, HttpProtocols.Http1, http2.Offer);
        _operations = options.Operations is null ? null : Listen(kestrel, options.Operations, Surface.Operations, HttpProtocols.Http1);
    }

    private static KestrelListenOptions Listen(KestrelServerOptions kestrel, IPEndPoint address, Surface surface, HttpProtocols protocols, Action<KestrelListenOptions>? also = null)
    {
        KestrelListenOptions? made = null;
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = protocols;
            SurfaceGate.Mark(listen, surface);
            also?.Invoke(listen);
            made = listen;
        });
        return made!;
    }

    private static Uri Bound(KestrelListenOptions? listen) =>
        listen?.IPEndPoint is { } address ? new Uri($"http://{address}") : throw new InvalidOperationException("The server does not listen yet.");
}
