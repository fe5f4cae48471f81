using System.Collections.Immutable;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Health;
using SteppedCare.Server.Services;
using SteppedCare.Server.Telemetry;
using Health = Grpc.Health.V1.Health;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>The gRPC layer on a real Kestrel over h2c, asked by the real client; behind it an engine that does what a test says.</summary>
internal sealed class WireHost : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private WireHost(WebApplication app, RecordingEngine engine, LogSink log)
    {
        _app = app;
        Engine = engine;
        Log = log;
        Channel = GrpcChannel.ForAddress(app.Urls.Single());
        Decisions = new(Channel);
        Health = new(Channel);
    }

    internal RecordingEngine Engine { get; }

    internal LogSink Log { get; }

    internal GrpcChannel Channel { get; }

    internal Wire.DecisionService.DecisionServiceClient Decisions { get; }

    internal Health.HealthClient Health { get; }

    internal Uri Address => new(_app.Urls.Single());

    internal ServingState Serving => _app.Services.GetRequiredService<ServingState>();

    internal static async Task<WireHost> StartAsync(CallLimits? limits = null, TimeProvider? time = null)
    {
        var engine = new RecordingEngine();
        var log = new LogSink();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<IDecisionEngine>(engine);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddTelemetry();
        builder.Services.AddDecisionServices(limits ?? new CallLimits(), new ContingencyOptions { Services = Contacts });
        var app = builder.Build();
        app.UseDecisionServices();
        await app.StartAsync().WaitAsync(Patience);
        return new WireHost(app, engine, log);
    }

    /// <summary>What is counted so far.</summary>
    internal async Task<string[]> MetricsAsync()
    {
        using var text = new MemoryStream();
        await _app.Services.GetRequiredService<CollectorRegistry>().CollectAndExportAsTextAsync(text, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n');
    }

    /// <summary>The failure that a call ends with.</summary>
    internal static async Task<Failure> FailureOf<T>(AsyncUnaryCall<T> call) =>
        new(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Patience)));

    /// <summary>The status of a call that its caller gave up, for which no details arrive.</summary>
    internal static async Task<StatusCode> FailureCodeOf<T>(AsyncUnaryCall<T> call) =>
        (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Patience))).StatusCode;

    /// <summary>Asks the server to stop, and waits until it has.</summary>
    internal Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Serving.Stop();
        await _app.StopAsync().WaitAsync(Patience);
        await _app.DisposeAsync();
    }

    private static ImmutableDictionary<string, ImmutableArray<CrisisContact>> Contacts => ImmutableDictionary<string, ImmutableArray<CrisisContact>>.Empty
        .Add("leeds", [
            new("Emergency services", "999", "Life is in danger now", new DateOnly(2027, 1, 31)),
            new("NHS 111, mental health option", "111", "You need help today", new DateOnly(2027, 2, 28)),
        ])
        .Add("demo", [new("Emergency services", "999", "Life is in danger now", new DateOnly(2027, 1, 31))]);
}
