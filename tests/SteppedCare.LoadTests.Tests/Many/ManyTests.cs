using System.CommandLine;
using SteppedCare.LoadTests.Many;

namespace SteppedCare.LoadTests.Tests.Many;

/// <summary>A small caseload on one stream to a real server.</summary>
public sealed class ManyTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task All_are_answered_in_order_and_who_does_not_read_is_stopped()
    {
        using var output = new StringWriter();

        var exitCode = await ManyCommand.Build(TimeProvider.System)
            .Parse(["--server", Repository.Built("src/SteppedCare.Server").FullName, "--items", "1000", "--unread", "5000", "--stall", "4", "--seconds", "0.5", "--episodes", "400"])
            .InvokeAsync(new InvocationConfiguration { Output = output }).WaitAsync(s_patience);

        var said = output.ToString();
        Assert.True(exitCode == 0, said);
        Assert.Contains("1000 items on one stream", said, StringComparison.Ordinal);
        Assert.Contains(", 1000: ", said, StringComparison.Ordinal);
        Assert.Matches("nobody read for 4 s: [0-9]+ of 5000 items taken, .* all answered in order", said);
    }
}
