using System.Text.RegularExpressions;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Telemetry;

/// <summary>The alerts that operators copy are taken by Prometheus, ask for what there is, and each fires when it should and only then.</summary>
public sealed partial class AlertTests
{
    private static readonly string s_folder = Path.Combine(AssembledServer.Repository, "deploy", "prometheus");

    private static readonly string s_rules = File.ReadAllText(Path.Combine(s_folder, "alerts.yaml"));

    private static readonly string[] s_files = Directory.GetFiles(s_folder, "*.tests.yaml");

    [Fact]
    public async Task Each_fires_and_keeps_quiet_as_its_tests_say()
    {
        var run = await Shell.RunAsync($"promtool test rules {string.Join(' ', s_files)}");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    [Fact]
    public void Each_has_a_test_of_either_side()
    {
        var tested = Tested().Matches(string.Concat(s_files.Select(File.ReadAllText))).ToLookup(test => test.Groups["name"].Value, test => test.Groups["alerts"].Value.Trim() == "[]");

        Assert.All(Named().Matches(s_rules).Select(rule => rule.Groups["name"].Value), name => Assert.Equal([false, true], tested[name].Distinct().Order()));
        Assert.Equal(Named().Count(s_rules), tested.Count);
    }

    [Fact]
    public void All_ask_for_metrics_that_there_are()
    {
        var asked = Metric().Matches(s_rules).Select(match => match.Value.Replace("_bucket", "", StringComparison.Ordinal));

        Assert.All(asked, name => Assert.Contains(name, MetricNames.All));
    }

    [GeneratedRegex("- alert: (?<name>\\w+)")]
    private static partial Regex Named();

    [GeneratedRegex("alertname: (?<name>\\w+)\\s+exp_alerts:(?<alerts>[^\\n]*)")]
    private static partial Regex Tested();

    [GeneratedRegex("steppedcare_[a-z_]+")]
    private static partial Regex Metric();
}
