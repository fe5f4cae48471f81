using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class StoreCheckTests
{
    private static readonly EpisodeCount s_one = new(2, 9, 1);
    private readonly Dictionary<string, EpisodeCount> _sent = new() { ["a"] = s_one, ["b"] = s_one };

    [Fact]
    public void A_store_that_holds_what_was_sent_has_no_difference() => Assert.Empty(Differences(new(_sent), 4));

    [Fact]
    public void An_episode_that_is_not_there_is_a_difference() =>
        Assert.Equal("b is not there", Assert.Single(Differences(new() { ["a"] = s_one }, 4)));

    [Fact]
    public void An_episode_that_was_never_sent_is_a_difference() =>
        Assert.Equal("c was never sent", Assert.Single(Differences(new(_sent) { ["c"] = s_one }, 4)));

    [Fact]
    public void An_event_lost_here_and_doubled_there_are_two_differences() =>
        Assert.Equal(2, Differences(new() { ["a"] = s_one with { Events = 8 }, ["b"] = s_one with { Events = 10 } }, 4).Length);

    [Fact]
    public void A_write_that_the_log_lacks_is_a_difference() =>
        Assert.Equal("the log holds 3 writes, sent were 4", Assert.Single(Differences(new(_sent), 3)));

    private string[] Differences(Dictionary<string, EpisodeCount> found, int logged) => [.. new StoreCheck(_sent, new StoreCount(found, logged)).Differences()];
}
