namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The short form of <c>eng/long failover</c>: primaries of a cluster are killed under load, without and with replica acknowledgement.</summary>
public sealed class LostPrimaryTests
{
    [Fact]
    public async Task What_a_replica_acknowledged_survives_its_primary_and_what_none_had_is_seen_to_be_lost()
    {
        var (exitCode, said) = await LoadDriver.RunAsync("failover", "--kills", "1", "--writes", "100", "--callers", "16", "--node-timeout", "1500", "--away", "0");

        Assert.True(exitCode == 0, said);
        Assert.Equal(2, said.Split("its replica cut off before:").Length - 1);
        Assert.Contains("held", said, StringComparison.Ordinal);
    }
}
