using System.CommandLine;
using SteppedCare.LoadTests.Year;

namespace SteppedCare.LoadTests.Tests.Year;

/// <summary>A year of England's providers, one referral in a hundred, through a real server: the report says what was planted, to the unit, and what was published.</summary>
public sealed class YearTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_report_says_what_was_planted_to_the_unit_and_the_nation_is_near_what_was_published()
    {
        using var output = new StringWriter();

        var exitCode = await YearCommand.Build(TimeProvider.System)
            .Parse(["--server", Repository.Built("src/SteppedCare.Server").FullName])
            .InvokeAsync(new InvocationConfiguration { Output = output }).WaitAsync(s_patience);

        var said = output.ToString();
        Assert.True(exitCode == 0, said);
        Assert.Contains("planted figures of 121 services, 0 differences", said, StringComparison.Ordinal);
        Assert.Contains("the nation is within 2 points of what was published", said, StringComparison.Ordinal);
    }
}
