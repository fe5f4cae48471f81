namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The short form of <c>eng/long crash</c>: the server is killed under load, and everything it acknowledged must be there afterwards, once.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task What_was_acknowledged_is_there_once_after_the_server_was_killed_under_load(string store)
    {
        var (exitCode, said) = await LoadDriver.RunAsync("crash", "--store", store, "--calls", "2000", "--callers", "16", "--kills", "2");

        Assert.True(exitCode == 0, said);
        Assert.Contains("killed server 2", said, StringComparison.Ordinal);
        Assert.Contains("0 breaches", said, StringComparison.Ordinal);
    }
}
