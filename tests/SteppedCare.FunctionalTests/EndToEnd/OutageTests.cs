using Google.Rpc;
using Grpc.Core;
using SteppedCare.FunctionalTests.Servers;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The store goes away, or answers into a broken connection: callers are told so, retry, and find everything there once.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Marker = "cut-at-this-event";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-outage-");
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartDurableAsync();

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_outage_is_told_to_callers_and_to_balancers_and_is_over_without_a_restart()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName, _redis.Endpoint, callTimeout: "2s");
        var course = server.Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician;
        await _redis.KillAsync();

        var during = course.ReviewRequest(A.Session());
        var failure = await AssembledServer.FailureOf(course.SendAsync(during));
        var reading = await AssembledServer.FailureOf(course.GetAsync());
        await server.UntilHealthIsAsync(ServingStatus.NotServing);
        await _redis.StartAgainAsync();
        await server.UntilHealthIsAsync(ServingStatus.Serving);
        var after = await UntilAvailableAsync(() => course.SendAsync(during));

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (failure.Code, failure.Reason));
        Assert.True(failure.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.Equal("STORE_UNAVAILABLE", reading.Reason);
        Assert.Equal(2, after.TrajectoryVersion);
        Assert.Equal(decision.Advice, (await course.GetDecisionAsync(decision.Name)).Advice);
    }

    [Theory]
    [InlineData("its reply is cut off")]
    [InlineData("it is cut off on its way")]
    [InlineData("its reply never comes")]
    public async Task A_decision_is_recorded_once_when(string what)
    {
        await using var proxy = new CuttingProxy(_redis.Port);
        await using var server = await AssembledServer.StartAsync(_folder.FullName, proxy.Endpoint, callTimeout: "1s");
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        var request = course.ReviewRequest(A.Session().Named(Marker));

        switch (what)
        {
            case "its reply is cut off":
                proxy.CutAfter(Marker);
                break;
            case "it is cut off on its way":
                proxy.CutBefore(Marker);
                break;
            default:
                proxy.SilenceAfter(Marker);
                break;
        }

        var reply = await UntilAvailableAsync(() => course.SendAsync(request));
        var again = await UntilAvailableAsync(() => course.SendAsync(request));

        Assert.Equal(reply, again);
        Assert.Equal(2, reply.TrajectoryVersion);
        var episode = await UntilAvailableAsync(course.GetAsync);
        Assert.Equal(2, episode.TrajectoryVersion);
        Assert.Equal([Wire.DecisionCall.Triage, Wire.DecisionCall.Review], episode.Decisions.Select(line => line.Call));
        Assert.Single(episode.Events, recorded => recorded.Event.Id == Marker);
    }

    // As docs/portals.md tells portals: UNAVAILABLE is sent again under the same id, and says what happened.
    internal static async Task<T> UntilAvailableAsync<T>(Func<Task<T>> send)
    {
        using var patience = new CancellationTokenSource(AssembledServer.Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return await send();
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.Unavailable)
            {
                Assert.Contains(new Services.Failure(fault).Reason, new[] { "STORE_UNAVAILABLE", "FATE_UNKNOWN" });
                await pace.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
