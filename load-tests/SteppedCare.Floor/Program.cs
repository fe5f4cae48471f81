using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SteppedCare.Floor;

if (args.Length != 2 || !IPEndPoint.TryParse(args[0], out var address))
{
    await Console.Error.WriteLineAsync("Usage: SteppedCare.Floor <address:port> <folder with review.bin and evaluate.bin>");
    return 2;
}

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();

// As the service listens: HTTP/2 without TLS, its limits on streams and messages, nothing added to Kestrel's or gRPC's own settings.
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.Http2.MaxStreamsPerConnection = 256;
    kestrel.Listen(address, listen => listen.Protocols = HttpProtocols.Http2);
});
builder.Services.AddRouting();
builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = 1024 * 1024);
builder.Services.AddSingleton(new RecordedReplies(args[1]));
builder.Services.AddSingleton<BareDecisionService>();

await using var app = builder.Build();
app.UseRouting();
app.MapGrpcService<BareDecisionService>();
app.MapGrpcService<BareHealth>();
await app.RunAsync();
return 0;
