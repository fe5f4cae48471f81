namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The short form of <c>eng/long revisions --gates all</c>: revisions go the whole way through a real server, and nothing stays of those that were retired.</summary>
public sealed class RevisionsTests
{
    [Fact]
    public async Task Revisions_pass_every_gate_answer_and_are_retired_and_leave_no_series()
    {
        // How much memory a server takes at its beginning says nothing; eng/long looks at hundreds.
        var (exitCode, said) = await LoadDriver.RunAsync("revisions", "--count", "3", "--growth", "1000");

        Assert.True(exitCode == 0, said);
        Assert.Contains("gates: Compile Passed, Sources Passed, Cases Passed, Coverage Passed, Mutation Passed, Analysis Passed, Invariants Passed, BackTest Passed", said, StringComparison.Ordinal);
        Assert.Contains("3 revisions through every gate", said, StringComparison.Ordinal);
        Assert.Contains("at the end, 3 done: ", said, StringComparison.Ordinal);
        Assert.Contains("series that name 1 revisions", said, StringComparison.Ordinal);
        Assert.Contains("0 breaches", said, StringComparison.Ordinal);
    }
}
