using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Telemetry;

public sealed class ScrapeTests
{
    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_what_a_server_exposes()
    {
        await using var server = await AServer.StartAsync();
        await server.UntilReadyIsAsync("ready\n");
        var metrics = server.Services.GetRequiredService<DecisionMetrics>();
        metrics.Of(new RevisionName("talking-therapies", "2026.1", "aa")).Decided(DecisionCall.Triage, Arm.Active, Outcome.Enter, Step.Low);

        var (code, said) = await PromtoolAsync(await server.GetAsync(server.Operations, WebPages.Metrics));

        Assert.Equal((0, ""), (code, said));
    }

    [Fact]
    public async Task A_prometheus_that_scrapes_the_operations_address_knows_what_runs()
    {
        await using var server = await AServer.StartAsync(["--Listen:Operations", "127.0.0.1:0"]);
        await using var prometheus = await PrometheusServer.StartAsync(server.Operations);

        var build = await prometheus.QueryAsync(MetricNames.BuildInfo);

        Assert.Equal(WebPages.Version, build.GetProperty("metric").GetProperty("version").GetString());
        Assert.Equal("1", build.GetProperty("value")[1].GetString());
    }

    [Fact]
    public async Task Grpc_calls_are_counted_by_method_and_by_how_they_ended()
    {
        await using var server = await AServer.StartAsync(map: ScriptedHealth.Map);
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);
        var client = new Health.HealthClient(channel);

        await client.CheckAsync(new HealthCheckRequest()).ResponseAsync.WaitAsync(AServer.Patience);
        foreach (var service in new[] { "broken", "unknown" })
        {
            await Assert.ThrowsAsync<RpcException>(() => client.CheckAsync(new HealthCheckRequest { Service = service }).ResponseAsync.WaitAsync(AServer.Patience));
        }

        await Assert.ThrowsAsync<RpcException>(() =>
            channel.CreateCallInvoker().AsyncUnaryCall(Unregistered, null, default, new HealthCheckRequest()).ResponseAsync.WaitAsync(AServer.Patience));

        var calls = (await server.GetAsync(server.Operations, WebPages.Metrics)).Split('\n')
            .Where(line => line.StartsWith(MetricNames.GrpcRequests, StringComparison.Ordinal));
        Assert.Equal(
            [
                "steppedcare_grpc_requests_total{method=\"/grpc.health.v1.Health/Check\",code=\"INTERNAL\"} 1",
                "steppedcare_grpc_requests_total{method=\"/grpc.health.v1.Health/Check\",code=\"NOT_FOUND\"} 1",
                "steppedcare_grpc_requests_total{method=\"/grpc.health.v1.Health/Check\",code=\"OK\"} 1",
            ],
            calls);
    }

    [Theory]
    [InlineData(StatusCode.OK, "OK")]
    [InlineData(StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData(StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED")]
    public void A_code_is_named_as_callers_in_other_languages_know_it(StatusCode code, string name) => Assert.Equal(name, CallMetricsInterceptor.NameOf(code));

    [Fact]
    public async Task What_is_asked_of_the_store_is_counted_and_its_outage_too()
    {
        await using var redis = await RedisServer.StartDurableAsync();
        await using var server = await AServer.StartAsync(["--Store:Redis", redis.Endpoint]);
        await server.UntilReadyIsAsync("ready\n");
        await redis.KillAsync();
        await server.UntilReadyIsAsync("not ready: the store is unavailable\n");

        var series = (await server.GetAsync(server.Operations, WebPages.Metrics)).Split('\n');

        Assert.True(Value(series, "steppedcare_store_round_trips_total{store=\"redis\",operation=\"probe\"}") >= 1);
        Assert.True(Value(series, "steppedcare_store_round_trip_duration_seconds_count{store=\"redis\",operation=\"probe\"}") >= 1);
        Assert.True(Value(series, "steppedcare_store_errors_total{store=\"redis\",operation=\"probe\",kind=\"unavailable\"}") >= 1);
        Assert.Contains("steppedcare_store_errors_total{store=\"redis\",operation=\"commit\",kind=\"fate_unknown\"} 0", series);
    }

    private static double Value(string[] series, string name) =>
        double.Parse(series.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static Method<HealthCheckRequest, HealthCheckResponse> Unregistered { get; } = new(
        MethodType.Unary, "some.other.Service", "Guess",
        Marshallers.Create(static _ => Array.Empty<byte>(), static _ => new HealthCheckRequest()),
        Marshallers.Create(static _ => Array.Empty<byte>(), static _ => new HealthCheckResponse()));

    private static async Task<(int Code, string Said)> PromtoolAsync(string exposition)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("promtool did not start.");
        await promtool.StandardInput.WriteAsync(exposition);
        promtool.StandardInput.Close();
        var said = await promtool.StandardError.ReadToEndAsync().WaitAsync(AServer.Patience) + await promtool.StandardOutput.ReadToEndAsync().WaitAsync(AServer.Patience);
        await promtool.WaitForExitAsync().WaitAsync(AServer.Patience);
        return (promtool.ExitCode, said);
    }
}
