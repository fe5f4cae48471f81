using Grpc.Core;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>No decision is recorded under an epoch that is not the store's current one.</summary>
[Collection(nameof(BothServers))]
public sealed class EpochTests(BothServers servers)
{
    [Fact]
    public async Task A_replica_of_an_older_rollout_decides_nothing_and_still_records_what_happened()
    {
        var course = servers.On(BothServers.Redis).Course();
        await course.TriageAsync(A.Mild);
        var key = new RedisKeys(EpisodeTag.Of(course.Key)).Epoch.ToString();
        await servers.RedisServer.CommandAsync("SET", key, "2");
        try
        {
            var triage = await course.RefusedAsync("STORE_UNAVAILABLE", () => course.TriageAsync());
            var review = await course.RefusedAsync("STORE_UNAVAILABLE", () => course.ReviewAsync(A.Session()));
            var recorded = await course.RecordAsync(A.Session());

            Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (triage.Code, review.Code));
            Assert.NotNull(triage.Detail<Google.Rpc.RetryInfo>());
            Assert.Equal(2, recorded.TrajectoryVersion);
        }
        finally
        {
            await servers.RedisServer.CommandAsync("SET", key, "1");
        }

        Assert.Equal(3, (await course.ReviewAsync()).TrajectoryVersion);
    }
}
