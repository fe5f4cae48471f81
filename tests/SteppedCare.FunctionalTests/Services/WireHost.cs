using System.Collections.Immutable;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;
using SteppedCare.Server.Connect;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Health;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Reflection;
using SteppedCare.Server.Services;
using SteppedCare.Server.Telemetry;
using Health = Grpc.Health.V1.Health;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>All doors on a real Kestrel, asked by real clients; behind it an engine that does what a test says.</summary>
internal sealed class WireHost : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private WireHost(WebApplication app, RecordingEngine engine, RecordingDesk desk, RecordingOversight oversight, LogSink log, BoundAddresses addresses)
    {
        _app = app;
        Engine = engine;
        Desk = desk;
        Oversight = oversight;
        Log = log;
        Addresses = addresses;
        Channel = GrpcChannel.ForAddress(addresses.Grpc);
        Decisions = new(Channel);
        Policies = new(Channel);
        Leads = new(Channel);
        Health = new(Channel);
    }

    internal RecordingEngine Engine { get; }

    internal RecordingDesk Desk { get; }

    internal RecordingOversight Oversight { get; }

    internal LogSink Log { get; }

    internal BoundAddresses Addresses { get; }

    internal GrpcChannel Channel { get; }

    internal Wire.DecisionService.DecisionServiceClient Decisions { get; }

    internal Wire.PolicyService.PolicyServiceClient Policies { get; }

    internal Wire.OversightService.OversightServiceClient Leads { get; }

    internal Health.HealthClient Health { get; }

    internal Uri Address => Addresses.Grpc;

    internal ServingState Serving => _app.Services.GetRequiredService<ServingState>();

    internal static async Task<WireHost> StartAsync(
        CallLimits? limits = null, TimeProvider? time = null, Func<HttpContext, RequestDelegate, Task>? onTheWay = null)
    {
        var engine = new RecordingEngine();
        var desk = new RecordingDesk();
        var oversight = new RecordingOversight();
        var log = new LogSink();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var addresses = new BoundAddresses(new ListenOptions { Grpc = anyPort, Web = anyPort }, new LimitsOptions());
        builder.WebHost.ConfigureKestrel(addresses.Listen);
        builder.Services.AddSingleton<IDecisionEngine>(engine);
        builder.Services.AddSingleton<IPolicyDesk>(desk);
        builder.Services.AddSingleton<IOversightDesk>(oversight);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddTelemetry();
        builder.Services.AddDecisionServices(limits ?? new CallLimits(), new ContingencyOptions { Services = Contacts });
        builder.Services.AddReflection();
        builder.Services.AddConnect();
        var app = builder.Build();
        if (onTheWay is not null)
        {
            app.Use(onTheWay);
        }

        app.UseRouting();
        app.UseConnect();
        app.UseMiddleware<SurfaceGate>();
        app.UseDecisionServices();
        app.MapGrpcService<ReflectionGrpcService>();
        await app.StartAsync().WaitAsync(Patience);
        return new WireHost(app, engine, desk, oversight, log, addresses);
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
