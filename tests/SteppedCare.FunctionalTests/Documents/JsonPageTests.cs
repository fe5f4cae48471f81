using System.Text.Json;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The page about JSON, typed off it.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class JsonPageTests(ReadmeServer server)
{
    internal const string Failing =
        """curl -s -H 'Content-Type: application/json' -d '{"service":"demo","events":[{"happendOn":"2026-02-02"},{"scoreRecorded":{"total":"nine"}}]}' http://127.0.0.1:5081/steppedcare.v1.DecisionService/Triage""";

    private const string Page = "docs/json.md";

    [Fact]
    public async Task The_page_shows_the_same_request_as_README()
    {
        var line = Fence.Of(Page, "bash").First().Commands().Single();

        var run = await RunAsync(line);

        Assert.Contains(line, Fence.Of("README.md", "bash").SelectMany(fence => fence.Commands()));
        using var reply = JsonDocument.Parse(run.Output);
        Assert.Equal("OUTCOME_ENTER", reply.RootElement.GetProperty("clinician").GetProperty("advice").GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --http1.1")]
    [InlineData(" --http2")]
    [InlineData(" --http2-prior-knowledge")]
    public async Task The_failing_request_gets_the_failure_that_the_page_shows(string version)
    {
        var run = await RunAsync(Failing + version);

        using var shown = JsonDocument.Parse(Assert.Single(Fence.Of(Page, "json")).Text);
        using var real = JsonDocument.Parse(run.Output);
        Assert.Equal([], ReadmeTests.Differences(shown.RootElement, real.RootElement, "the failure"));
    }

    private async Task<Shell> RunAsync(string line)
    {
        var run = await Shell.RunAsync(line.Replace("http://127.0.0.1:5081", server.Running.Web.ToString().TrimEnd('/'), StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run;
    }
}
