using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

public sealed class RedisDurabilityTests : IAsyncLifetime
{
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("yes", "always", nameof(DurabilityPromise.Kept))]
    [InlineData("yes", "everysec", nameof(DurabilityPromise.LosesASecond))]
    [InlineData("yes", "no", nameof(DurabilityPromise.LosesWhatTheSystemHolds))]
    [InlineData("no", "always", nameof(DurabilityPromise.LosesSinceLastSnapshot))]
    public async Task The_settings_of_the_server_are_told_for_what_they_are(string appendOnly, string fsync, string promise)
    {
        await _server.CommandAsync("CONFIG", "SET", "appendonly", appendOnly);
        await _server.CommandAsync("CONFIG", "SET", "appendfsync", fsync);

        Assert.Equal(promise, await DescribeAsync());
    }

    [Theory]
    [InlineData("yes", nameof(DurabilityPromise.Unknown))]
    [InlineData("no", nameof(DurabilityPromise.LosesSinceLastSnapshot))]
    public async Task A_server_that_hides_its_settings_is_judged_by_what_it_shows(string appendOnly, string promise)
    {
        await _server.CommandAsync("CONFIG", "SET", "appendonly", appendOnly);
        await _server.CommandAsync("ACL", "SETUSER", "default", "-config");

        Assert.Equal(promise, await DescribeAsync());
    }

    [Fact]
    public async Task A_server_that_is_away_tells_nothing()
    {
        await _server.KillAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(DescribeAsync);
    }

    private async Task<string> DescribeAsync()
    {
        await using var store = new RedisTrajectoryStore(new RedisOptions { Endpoints = _server.Endpoint, CallTimeout = TimeSpan.FromSeconds(5) }, TimeProvider.System);
        return Assert.Single(await store.DescribeDurabilityAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token)).Promise.ToString();
    }
}
