using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What no single server can be brought to say, in the words it says them.</summary>
public sealed class RedisFaultsTests
{
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.")]
    [InlineData("CLUSTERDOWN Hash slot not served")]
    [InlineData("LOADING Redis is loading the dataset in memory")]
    [InlineData("MOVED 3999 127.0.0.1:6381")]
    [InlineData("MISCONF Errors writing to the AOF file: No space left on device")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.")]
    [InlineData("ASK 3999 127.0.0.1:6381")]
    [InlineData("TRYAGAIN Multiple keys request during rehashing of slot")]
    [InlineData("NOREPLICAS Not enough good replicas to write.")]
    [InlineData("Endpoint 127.0.0.1:6381 serving hashslot 3999 is not reachable at this point of time.")]
    public void A_refused_write_did_not_happen(string words) => Assert.True(RedisFaults.IsRefusal(words));

    [Theory]
    [InlineData("ERR something new in the middle of a script")]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("")]
    public void Words_that_promise_nothing_leave_the_fate_open(string words) => Assert.False(RedisFaults.IsRefusal(words));

    [Theory]
    [InlineData("MOVED 3999 127.0.0.1:6381", true)]
    [InlineData("ASK 3999 127.0.0.1:6381", true)]
    [InlineData("CLUSTERDOWN Hash slot not served", true)]
    [InlineData("CLUSTERDOWN The cluster is down", false)]
    [InlineData("READONLY You can't write against a read only replica.", false)]
    public void A_refusal_of_one_slot_says_nothing_of_others(string words, bool ofOneSlot) => Assert.Equal(ofOneSlot, RedisFaults.TellsOfOneSlot(words));

    [Fact]
    public void A_caller_who_went_away_tells_nothing_of_primaries()
    {
        Assert.False(RedisFaults.TellsOfAnotherPrimary(new OperationCanceledException()));
        Assert.True(RedisFaults.TellsOfAnotherPrimary(new TimeoutException()));
    }

    [Fact]
    public void The_same_fault_is_in_doubt_for_a_write_only()
    {
        var fault = new TimeoutException("secret");

        Assert.IsNotType<CommitFateUnknownException>(RedisFaults.Translate(fault, RedisEffect.Reads));
        var doubt = Assert.IsType<CommitFateUnknownException>(RedisFaults.Translate(fault, RedisEffect.Writes));
        Assert.DoesNotContain("secret", doubt.Message, StringComparison.Ordinal);
        Assert.Same(fault, doubt.InnerException);
    }
}
