using Grpc.Core;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The whole server on a cluster, and on a primary whose replica hangs: nothing is told before it is safe, nothing told is lost.</summary>
public sealed class FailOverTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-failover-");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_course_goes_on_across_a_fail_over_under_the_same_request_ids()
    {
        await using var cluster = await RedisCluster.StartAsync(TimeSpan.FromSeconds(4));
        await using var server = await AssembledServer.StartAsync(_folder.FullName, cluster.Endpoints, callTimeout: "2s", replicas: 1);
        var course = server.Course();
        var triage = course.TriageRequest(A.Mild);
        var decided = await course.SendAsync(triage);
        var victim = await cluster.OwnerOfAsync(new RedisKeys(EpisodeTag.Of(course.Key)).Epoch.ToString());

        await victim.KillAsync();
        var review = course.ReviewRequest(A.Session());
        var failure = await AssembledServer.FailureOf(course.SendAsync(review));
        Assert.Equal(StatusCode.Unavailable, failure.Code);

        // Two thirds of the people are answered all the time: no balancer is told to go elsewhere.
        await server.UntilHealthIsAsync(ServingStatus.Serving);
        await cluster.UntilTakenOverAsync(victim);
        await victim.StartAgainAsync();
        var reviewed = await OutageTests.UntilAvailableAsync(() => course.SendAsync(review));

        Assert.Equal(2, reviewed.TrajectoryVersion);
        Assert.Equal(reviewed, await OutageTests.UntilAvailableAsync(() => course.SendAsync(review)));
        Assert.Equal(decided, await OutageTests.UntilAvailableAsync(() => course.SendAsync(triage)));
        var episode = await OutageTests.UntilAvailableAsync(course.GetAsync);
        Assert.Equal([Wire.DecisionCall.Triage, Wire.DecisionCall.Review], episode.Decisions.Select(line => line.Call));
        Assert.Equal(2, episode.TrajectoryVersion);
        Assert.DoesNotContain("Became unready", server.Log.Text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 parts of the store", server.Log.Text, StringComparison.Ordinal);
        await server.UntilHealthIsAsync(ServingStatus.Serving);
    }

    [Fact]
    public async Task What_no_replica_has_is_told_to_nobody()
    {
        await using var primary = await RedisServer.StartAsync("--appendonly", "yes", "--repl-diskless-sync-delay", "0", "--repl-timeout", "600");
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{primary.Port}", "--repl-timeout", "600");
        await using var server = await AssembledServer.StartAsync(_folder.FullName, primary.Endpoint, callTimeout: "1s", replicas: 1);
        var course = server.Course();
        await OutageTests.UntilAvailableAsync(() => course.TriageAsync(A.Mild));
        var request = course.ReviewRequest(A.Session());

        await replica.SuspendAsync();
        var first = await AssembledServer.FailureOf(course.SendAsync(request));
        var again = await AssembledServer.FailureOf(course.SendAsync(request));
        var read = await AssembledServer.FailureOf(course.GetAsync());
        var unknown = await AssembledServer.FailureOf(server.Course().GetAsync());
        await server.UntilHealthIsAsync(ServingStatus.NotServing);
        await replica.ResumeAsync();
        var answered = await OutageTests.UntilAvailableAsync(() => course.SendAsync(request));

        Assert.Equal((StatusCode.Unavailable, "FATE_UNKNOWN"), (first.Code, first.Reason));
        Assert.Equal((StatusCode.Unavailable, "FATE_UNKNOWN"), (again.Code, again.Reason));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (read.Code, read.Reason));

        // A primary without followers may have been replaced, and is no witness that there is nothing.
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (unknown.Code, unknown.Reason));
        Assert.Equal(2, answered.TrajectoryVersion);
        Assert.Equal(2, (await OutageTests.UntilAvailableAsync(course.GetAsync)).Decisions.Count);
        await server.UntilHealthIsAsync(ServingStatus.Serving);
    }
}
