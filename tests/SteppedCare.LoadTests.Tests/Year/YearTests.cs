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

    // One referral in two thousand: every decision is asked for, closed and confirmed by calls of its own, so this is a look; eng/long year --follow is the measurement.
    [Fact]
    public async Task Where_every_service_follows_the_policy_people_are_reviewed_and_stepped_up_and_the_report_says_so_to_the_unit()
    {
        using var output = new StringWriter();

        var exitCode = await YearCommand.Build(TimeProvider.System)
            .Parse(["--server", Repository.Built("src/SteppedCare.Server").FullName, "--one-in", "2000", "--follow", "talking-therapies"])
            .InvokeAsync(new InvocationConfiguration { Output = output }).WaitAsync(s_patience);

        var said = output.ToString();
        Assert.True(exitCode == 0, said);
        Assert.Equal(2, said.Split("planted figures of 121 services, 0 differences").Length - 1);
        Assert.Contains("yes nineteen in twenty are reviewed at the review point", said, StringComparison.Ordinal);
    }
}
