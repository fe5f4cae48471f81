using Microsoft.Extensions.DependencyInjection;
using SteppedCare.Policies;
using SteppedCare.Server.Registry;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Invariants change under a revision that answers: to withdraw it is for people.</summary>
public sealed class BrokenInvariantsTests(Replicas replicas) : IClassFixture<Replicas>
{
    [Fact]
    public async Task A_revision_that_breaks_its_policy_s_new_invariants_answers_on_and_every_replica_says_so()
    {
        await replicas.UnderAsync("high");
        var (present, state) = (replicas.Lead.Present.Plan.Active, replicas.First.Services.GetRequiredService<IPolicyRegistry>().State);

        var invariants = new PolicySource(PolicyLibrary.InvariantsName, $"// {replicas.Lead.Present.Epoch}");
        await replicas.Lead.ChangeAsync(new PublishInvariants(Lead.Policy, invariants, state.InvariantsOf(Lead.Policy)?.Digest, [present], "s.officer", "stricter").Decide);

        foreach (var server in replicas.All)
        {
            await Until.ItHoldsAsync(
                () => server.Log.Text.Contains($"{Lead.Policy} high is in a rollout and breaks its policy's present invariants", StringComparison.Ordinal), () => "A replica did not say so.");
            Assert.Equal("high", (await replicas.AnsweredAsync(server)).Version);
            await server.UntilHealthIsAsync(ServingStatus.Serving);
        }

        // And it cannot be given more to say before somebody approves it anew.
        Assert.Equal("REVISION_NOT_APPROVED", (await replicas.Lead.TryAsync(replicas.Lead.Command("low"))).Refusal?.Reason);
    }
}
