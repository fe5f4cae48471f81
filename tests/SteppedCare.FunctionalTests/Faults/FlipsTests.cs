namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The short form of <c>eng/long flips</c>: three servers on one Redis, and a rollout that changes under load.</summary>
public sealed class FlipsTests
{
    [Fact]
    public async Task Rollouts_change_under_load_on_three_servers_and_no_epoch_goes_back_though_one_is_killed()
    {
        // How fast it is depends on who else uses this machine; eng/long holds that against bounds.
        var (exitCode, said) = await LoadDriver.RunAsync("flips", "--flips", "10", "--callers", "6", "--still", "2", "--ratio", "1000", "--back", "60");

        Assert.True(exitCode == 0, said);
        Assert.Contains("10 flips", said, StringComparison.Ordinal);
        Assert.Contains("0 failed, 0 episodes went back", said, StringComparison.Ordinal);
        Assert.Contains("the others answered by it", said, StringComparison.Ordinal);
    }
}
