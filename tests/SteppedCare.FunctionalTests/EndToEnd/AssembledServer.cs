using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server;
using SteppedCare.Server.Hosting;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The whole server in this process with the shipped policy, asked by the real client over a real connection. Only its clock is ours.</summary>
internal sealed class AssembledServer : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A Monday at nine, three weeks after the referral of the README's request.</summary>
    internal static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly HttpClient _web = new();
    private int _courses;

    private AssembledServer(WebApplication app, ManualClock clock, LogSink log)
    {
        _app = app;
        Clock = clock;
        Log = log;
        _channel = GrpcChannel.ForAddress(app.Services.GetRequiredService<BoundAddresses>().Grpc);
        Decisions = new(_channel);
        Policies = new(_channel);
        Leads = new(_channel);
        Health = new(_channel);
    }

    internal static string Repository { get; } = Path.GetFullPath("../../../../..", AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    internal ManualClock Clock { get; }

    /// <summary>All that was logged, at every level.</summary>
    internal LogSink Log { get; }

    internal Wire.DecisionService.DecisionServiceClient Decisions { get; }

    internal Wire.PolicyService.PolicyServiceClient Policies { get; }

    internal Wire.OversightService.OversightServiceClient Leads { get; }

    internal Health.HealthClient Health { get; }

    /// <summary>Where it listens for gRPC.</summary>
    internal Uri Address => Services.GetRequiredService<BoundAddresses>().Grpc;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="redis">Redis; null for the embedded file.</param>
    /// <param name="policies">Its policies; null for those that are shipped.</param>
    /// <param name="callTimeout">How long Redis may take.</param>
    /// <param name="replicas">How many replicas must acknowledge a write.</param>
    /// <param name="untilReady">False for one that may never be.</param>
    /// <param name="also">What a test puts in place of something.</param>
    /// <param name="sweeps">True for one that raises tasks by itself.</param>
    internal static async Task<AssembledServer> StartAsync(
        string data, string? redis = null, string? policies = null, string callTimeout = "20s", int replicas = 0, bool untilReady = true,
        Action<IServiceCollection>? also = null, bool sweeps = false)
    {
        List<string> arguments =
        [
            "--ContentRoot", Repository, "--Data", data, "--Policies", policies ?? Path.Combine(Repository, "policies"), "--Log:Level", "Debug",

            // Whoever tests figures takes the log in when they want to.
            "--Figures", "false", .. TestFolder.FreePorts, .. sweeps ? ["--Sweep:Every", "100ms"] : TestFolder.StoppedClock,
        ];
        if (redis is not null)
        {
            arguments.AddRange(["--Store:Redis", redis, "--Store:RedisCallTimeout", callTimeout, "--Store:RedisReplicas", $"{replicas}"]);
        }

        var line = CommandLine.Parse([.. arguments]);
        Assert.Empty(line.Faults);
        var (settings, faults) = HostSettings.Read(line, new System.Collections.Hashtable(), Repository, AppContext.BaseDirectory);
        Assert.Empty(faults);
        var clock = new ManualClock { Now = Monday };
        var log = new LogSink();
        var app = Program.Compose(settings, builder =>
        {
            SharedWorkshop.PutInto(builder.Services);
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.AddProvider(log);
            also?.Invoke(builder.Services);
        });
        await app.StartAsync().WaitAsync(Patience);
        var server = new AssembledServer(app, clock, log);
        if (untilReady)
        {
            await server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.Serving);
        }

        return server;
    }

    /// <summary>An episode that nobody has told anything about.</summary>
    internal Course Course() => new(this, $"ep-{Interlocked.Increment(ref _courses)}");

    /// <summary>The page that Prometheus reads.</summary>
    internal async Task<string[]> MetricsAsync() =>
        (await _web.GetStringAsync(new Uri(_app.Services.GetRequiredService<BoundAddresses>().Web, WebPages.Metrics)).WaitAsync(Patience)).Split('\n');

    /// <summary>Watches health until both the process and the service say so.</summary>
    internal async Task UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus status)
    {
        foreach (var service in new[] { "", Wire.DecisionService.Descriptor.FullName })
        {
            using var patience = new CancellationTokenSource(Patience);
            using var watch = Health.Watch(new HealthCheckRequest { Service = service }, cancellationToken: patience.Token);
            do
            {
                Assert.True(await watch.ResponseStream.MoveNext(patience.Token), $"Health of '{service}' ended.");
            }
            while (watch.ResponseStream.Current.Status != status);
        }
    }

    /// <summary>How a call failed.</summary>
    internal static async Task<Failure> FailureOf<T>(Task<T> call) => new(await Assert.ThrowsAsync<RpcException>(() => call));

    public async ValueTask DisposeAsync()
    {
        _web.Dispose();
        _channel.Dispose();
        await _app.StopAsync().WaitAsync(Patience);
        await _app.DisposeAsync();
    }
}
