using System.Text.RegularExpressions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>What operators read says what the program does, and nothing else.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string s_docs = Path.Combine(ContentRoot.Find(AppContext.BaseDirectory, AppContext.BaseDirectory), "docs");

    [Fact]
    public void The_configuration_page_lists_every_setting_in_every_form_with_its_default()
    {
        var written = Rows("configuration.md", SettingRow())
            .Select(row => (Name: row.Groups["name"].Value, Variable: row.Groups["variable"].Value, Default: row.Groups["default"].Value));

        Assert.Equal(
            SettingCatalogue.All.Select(setting => (setting.Name, setting.Variable, setting.Default)).Order(),
            written.Order());
    }

    [Fact]
    public void The_configuration_page_lists_every_exit_code()
    {
        var written = Rows("configuration.md", ExitCodeRow()).Select(row => int.Parse(row.Groups["code"].Value, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(
            typeof(ExitCodes).GetFields().Select(field => (int)field.GetValue(null)!).Order(),
            written.Order());
    }

    [Fact]
    public void The_metrics_page_lists_every_metric()
    {
        Assert.Equal(MetricNames.All.Order(StringComparer.Ordinal), Rows("metrics.md", MetricRow()).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_help_text_lists_every_setting()
    {
        var run = await ServerProcess.RunAsync(AppContext.BaseDirectory, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(SettingCatalogue.All, setting => Assert.Contains($"  {setting.Name}\n", run.Output, StringComparison.Ordinal));
    }

    private static MatchCollection Rows(string page, Regex row) => row.Matches(File.ReadAllText(Path.Combine(s_docs, page)));

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z:<>]+)` \| `(?<variable>STEPPEDCARE_[A-Z_<>]+)` \| (?:`(?<default>[^`]+)`)? *\|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(@"^\| `(?<name>steppedcare_[a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
