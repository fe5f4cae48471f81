using System.Text.RegularExpressions;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>Whom care serves how well, at a terminal and as a page, from what a service tells.</summary>
public sealed class EquityCommandTests : IAsyncLifetime
{
    private readonly Keyboard _keyboard = new();
    private WireHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await WireHost.StartAsync();
        _keyboard.Set("STEPPED_CARE_ADDRESS", $"{_host.Address.Host}:{_host.Address.Port}");
        _keyboard.Set("STEPPED_CARE_PERSON", "dr.lead");
        _keyboard.Set("STEPPED_CARE_ROLES", "oversight");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _keyboard.Dispose();
    }

    // That nothing differs is said only of what could be compared.
    [Fact]
    public async Task What_nobody_recorded_and_what_cannot_be_compared_is_no_equality()
    {
        _host.Oversight.Finished = [(AuditAxis.Gender, "1", 100, 3), (AuditAxis.Gender, "2", 200, 4), (AuditAxis.Religion, "", 300, 7), (AuditAxis.AgeBand, "26-64", 150, 50), (AuditAxis.AgeBand, "65-74", 150, 10)];

        var told = await TypedAsync("stepped-care equity --from 2026-01 --to 2026-05 --axis age --axis gender --axis religion");

        Assert.Contains("compared with: Female (including trans woman)\n  Nothing to compare: too few people, or withheld.\n", told, StringComparison.Ordinal);
        Assert.Contains("Religion or belief\n  Not recorded of anybody.\n", told, StringComparison.Ordinal);
        Assert.Matches("1 difference beyond chance in [0-9]+ comparisons?; one comparison in twenty", told);
    }

    [Fact]
    public async Task All_groups_together_stand_where_they_are_though_no_group_may_be_told()
    {
        _host.Oversight.Finished = [(AuditAxis.Gender, "1", 100, 3), (AuditAxis.Gender, "2", 200, 4)];

        await TypedAsync("stepped-care equity --from 2026-01 --to 2026-05 --axis gender --measure reliable-recovery --html page.html");

        var chart = _keyboard.Read("page.html").Split("<section").Single(section => section.Contains("<h3>Reliable recovery</h3>", StringComparison.Ordinal));
        Assert.Contains(">2 %</text>", chart, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">All groups</th><td class=\"n\">1.7 %</td><td class=\"n\">5 / 300</td>", chart, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(chart, ">withheld</text>"));
        Assert.Contains("docs/equity.md", _keyboard.Read("page.html"), StringComparison.Ordinal);
    }

    private async Task<string> TypedAsync(string line)
    {
        var run = await _keyboard.TypeAsync(line);
        Assert.True(run.ExitCode == 0, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        return run.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
