using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Registry;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>A policy that one replica cannot load, or none can, takes nobody down.</summary>
[Collection(nameof(Replicas))]
public sealed class BrokenPolicyTests(Replicas replicas)
{
    [Fact]
    public async Task A_replica_that_cannot_load_what_answers_is_not_ready_and_the_others_serve()
    {
        await replicas.UnderAsync("low");
        var name = await replicas.Lead.PublishAsync("lost", Scripts.Another(Scripts.High, 2));
        await replicas.Lead.RollOutAsync("lost");
        var blob = replicas.First.Services.GetRequiredService<IPolicyRegistry>().State.Find(name)!.Published.Files["policy.csx"];
        var kept = await replicas.First.Services.GetRequiredService<IPolicyRegistry>().LoadBlobAsync(blob, CancellationToken.None);
        await replicas.Redis.CommandAsync("DEL", RedisRegistryKeys.Blob(blob).ToString());

        await using (var late = await replicas.StartOneMoreAsync(untilReady: false))
        {
            var course = replicas.Course(late);
            var failure = await course.RefusedAsync("POLICY_NOT_LIVE", () => course.TriageAsync(A.Mild));

            Assert.Equal(StatusCode.Unavailable, failure.Code);
            await late.UntilHealthIsAsync(ServingStatus.NotServing);
            Assert.Equal("lost", (await replicas.AnsweredAsync(replicas.First)).Version);

            await replicas.Redis.CommandAsync("SET", RedisRegistryKeys.Blob(blob).ToString(), kept!.Value.ToArray());
            await late.UntilHealthIsAsync(ServingStatus.Serving);
            Assert.Equal("lost", (await replicas.AnsweredAsync(late)).Version);
        }
    }

    [Fact]
    public async Task A_plan_that_nobody_can_load_takes_nobody_down_and_going_back_is_answered_everywhere_at_once()
    {
        await replicas.UnderAsync("low");
        await replicas.Lead.PublishAsync("broken", "Ladder(Low, High);");

        // Past every preparation, as a release whose compiler took it would have it.
        await replicas.Lead.ChangeAsync(replicas.Lead.Setting("broken").Decide);
        foreach (var server in replicas.All)
        {
            await server.UntilHealthIsAsync(ServingStatus.NotServing);
        }

        await Until.ItHoldsAsync(() => replicas.Lead.Present.IsReached, () => "Nobody moved the rollout.");
        var course = replicas.Course(replicas.All[1]);
        var failure = await course.RefusedAsync("POLICY_NOT_LIVE", () => course.TriageAsync(A.Mild));
        Assert.Equal(StatusCode.Unavailable, failure.Code);

        var back = await replicas.Lead.RollBackAsync();
        foreach (var server in replicas.All)
        {
            Assert.Equal((V1.Step.Low, "low", back.Epoch), await replicas.AnsweredAsync(server));
            await server.UntilHealthIsAsync(ServingStatus.Serving);
        }
    }
}
