using SteppedCare.FunctionalTests.Documents;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>What is counted while counts are taken away is not lost.</summary>
public sealed class ArmTallyTests
{
    [Fact]
    public async Task Every_decision_is_counted_whoever_flushes_at_the_same_time()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteTrajectoryStore.Open(Path.Combine(folder.Path, "trajectories.db"), TimeProvider.System);
        var tallies = new ArmTallies(store.Registry);
        var counting = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var decision = 0; decision < 50_000; decision++)
            {
                tallies.Count("demo", decision % 2, new ArmCount(Arm.Active, DecisionCall.Triage, Outcome.Enter), isSlow: decision % 100 == 0);
            }
        })).ToList();

        while (counting.Exists(one => !one.IsCompleted))
        {
            await tallies.FlushAsync(CancellationToken.None);
        }

        await Task.WhenAll(counting);
        await tallies.FlushAsync(CancellationToken.None);
        var (even, odd) = (await CountsAsync(store, 0), await CountsAsync(store, 1));
        Assert.Equal((100_000, 100_000), (even.Decisions(Arm.Active), odd.Decisions(Arm.Active)));
        Assert.Equal(2_000, even.Slow(Arm.Active));
    }

    private static async Task<ArmCounts> CountsAsync(SqliteTrajectoryStore store, long epoch) => new(await store.Registry.CountsAsync("demo", epoch, CountKind.Arm, CancellationToken.None));
}
