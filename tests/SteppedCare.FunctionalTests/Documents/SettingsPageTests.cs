using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What operators copy off the pages is taken by the programs it is meant for.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void The_example_of_a_service_is_a_good_file_of_settings()
    {
        using var folder = new TestFolder();
        var file = folder.Write("page.json", Assert.Single(Fence.Of("docs/configuration.md", "json")).Text);

        var (settings, faults) = folder.Read(["--config", file]);

        Assert.Empty(faults);
        Assert.Equal("leeds", Assert.Single(settings.Services).Name);
    }

    [Fact]
    public async Task The_alerts_are_rules_that_Prometheus_takes()
    {
        using var folder = new TestFolder();
        var file = folder.Write("alerts.yaml", Assert.Single(Fence.Of("docs/metrics.md", "yaml")).Text);

        var run = await Shell.RunAsync($"promtool check rules {file}");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Matches("SUCCESS: [1-9][0-9]* rules found", run.Output);
    }

    [Fact]
    public void The_alerts_ask_for_metrics_that_there_are()
    {
        var alerts = Assert.Single(Fence.Of("docs/metrics.md", "yaml")).Text;
        var asked = System.Text.RegularExpressions.Regex.Matches(alerts, "steppedcare_[a-z_]+").Select(match => match.Value);

        Assert.All(asked, name => Assert.Contains(name.Replace("_bucket", "", StringComparison.Ordinal), Server.Telemetry.MetricNames.All));
    }
}
