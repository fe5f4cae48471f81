using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>The client can fall over its own report that it has no connection, whoever asks it and for whatever.</summary>
public sealed class RedisCallsTests
{
    [Fact]
    public async Task A_client_that_falls_before_it_sends_has_sent_nothing()
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => RedisCalls.AskAsync(() => Task.FromResult(Fall())));

        Assert.True(RedisCalls.IsExpected(fault));
        Assert.Same(fault, RedisFaults.Translate(fault, RedisEffect.Writes));
    }

    [Fact]
    public async Task A_client_that_falls_later_leaves_the_fate_of_a_write_open()
    {
        var fault = await Assert.ThrowsAsync<CommitFateUnknownException>(() => RedisCalls.AskAsync(FallAsync));

        Assert.IsType<CommitFateUnknownException>(RedisFaults.Translate(fault, RedisEffect.Writes));
        Assert.IsType<StoreUnavailableException>(RedisFaults.Translate(fault, RedisEffect.Reads));
    }

    private static async Task<int> FallAsync()
    {
        await Task.Yield();
        return Fall();
    }

    private static int Fall() => Nothing()!.Length;

    private static string? Nothing() => null;
}
