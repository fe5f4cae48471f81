using System.CommandLine;
using SteppedCare.LoadTests.Sweep;

namespace SteppedCare.LoadTests.Tests.Sweep;

/// <summary>A few open episodes in a real Redis, and a real server whose clock is switched on.</summary>
public sealed class SweepTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task All_that_is_due_is_told_once_and_every_due_day_is_worked_out_anew()
    {
        using var output = new StringWriter();

        var exitCode = await SweepCommand.Build(TimeProvider.System)
            .Parse(["1000", "--server", Repository.Built("src/SteppedCare.Server").FullName, "--due", "10", "--kills", "1", "--least", "0"])
            .InvokeAsync(new InvocationConfiguration { Output = output }).WaitAsync(s_patience);

        var said = output.ToString();
        Assert.True(exitCode == 0, said);
        Assert.Matches("101 due: 101 told, [0-9]+ of them by 1 servers that were killed", said);
        Assert.Contains("0 failures; each told once", said, StringComparison.Ordinal);
    }
}
