using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>grpc.health.v1 through a real channel.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("steppedcare.v1.DecisionService")]
    [InlineData("steppedcare.v1.PolicyService")]
    [InlineData("grpc.health.v1.Health")]
    public async Task A_service_serves_only_while_a_policy_is_live_and_the_store_answers(string service)
    {
        await using var host = await WireHost.StartAsync();
        Assert.Equal(ServingStatus.NotServing, await Check(host, service));

        host.Serving.PolicyIsLive(true);
        Assert.Equal(ServingStatus.NotServing, await Check(host, service));

        host.Serving.StoreAnswers(true);
        Assert.Equal(ServingStatus.Serving, await Check(host, service));

        host.Serving.StoreAnswers(false);
        Assert.Equal(ServingStatus.NotServing, await Check(host, service));

        host.Serving.StoreAnswers(true);
        Assert.Equal(ServingStatus.Serving, await Check(host, service));

        host.Serving.PolicyIsLive(false);
        Assert.Equal(ServingStatus.NotServing, await Check(host, service));
    }

    [Fact]
    public async Task Nothing_serves_again_after_shutdown_has_begun()
    {
        await using var host = await WireHost.StartAsync();
        host.Serving.PolicyIsLive(true);
        host.Serving.StoreAnswers(true);

        host.Serving.Stop();
        host.Serving.StoreAnswers(false);
        host.Serving.StoreAnswers(true);

        Assert.Equal(ServingStatus.NotServing, await Check(host, ""));
    }

    [Fact]
    public async Task An_unknown_name_is_NOT_FOUND()
    {
        await using var host = await WireHost.StartAsync();

        var failure = await WireHost.FailureOf(host.Health.CheckAsync(new HealthCheckRequest { Service = "steppedcare.v1.Nothing" }));

        Assert.Equal(StatusCode.NotFound, failure.Code);
        Assert.Equal("HEALTH_SERVICE_UNKNOWN", failure.Reason);
        Assert.DoesNotContain("Nothing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_tells_every_change_and_ends_at_shutdown()
    {
        await using var host = await WireHost.StartAsync();
        using var watch = host.Health.Watch(new HealthCheckRequest { Service = "steppedcare.v1.DecisionService" });

        Assert.Equal(ServingStatus.NotServing, await Next(watch));
        host.Serving.PolicyIsLive(true);
        host.Serving.StoreAnswers(true);
        Assert.Equal(ServingStatus.Serving, await Next(watch));
        host.Serving.StoreAnswers(false);
        Assert.Equal(ServingStatus.NotServing, await Next(watch));
        host.Serving.StoreAnswers(true);
        Assert.Equal(ServingStatus.Serving, await Next(watch));
        host.Serving.Stop();
        Assert.Equal(ServingStatus.NotServing, await Next(watch));

        Assert.False(await watch.ResponseStream.MoveNext(default).WaitAsync(WireHost.Patience));
    }

    [Fact]
    public async Task A_watch_of_an_unknown_name_waits_until_it_is_known()
    {
        await using var host = await WireHost.StartAsync();
        host.Serving.PolicyIsLive(true);
        host.Serving.StoreAnswers(true);
        using var watch = host.Health.Watch(new HealthCheckRequest { Service = "steppedcare.v1.Later" });

        Assert.Equal(ServingStatus.ServiceUnknown, await Next(watch));
        host.Serving.Offer("steppedcare.v1.Later");
        Assert.Equal(ServingStatus.Serving, await Next(watch));
    }

    [Fact]
    public async Task A_watcher_who_goes_away_is_no_error()
    {
        await using var host = await WireHost.StartAsync();
        using (var watch = host.Health.Watch(new HealthCheckRequest()))
        {
            Assert.Equal(ServingStatus.NotServing, await Next(watch));
        }

        host.Serving.Stop();
        Assert.Equal(ServingStatus.NotServing, await Check(host, ""));
        Assert.Empty(host.Log.Errors);
    }

    private static async Task<ServingStatus> Check(WireHost host, string service) =>
        (await host.Health.CheckAsync(new HealthCheckRequest { Service = service }).ResponseAsync.WaitAsync(WireHost.Patience)).Status;

    private static async Task<ServingStatus> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(default).WaitAsync(WireHost.Patience));
        return watch.ResponseStream.Current.Status;
    }
}
