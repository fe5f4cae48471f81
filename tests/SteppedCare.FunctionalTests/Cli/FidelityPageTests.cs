using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>The report as a page and as rows, from what a service tells.</summary>
public sealed partial class FidelityPageTests : IAsyncLifetime
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

    [Fact]
    public async Task A_month_without_data_is_a_gap_and_every_chart_stands_beside_its_numbers()
    {
        _host.Oversight.Groups = [Recovering("2026-01", 10, 40), Recovering("2026-02", 30, 40), Recovering("2026-04", 20, 40)];

        var page = await PageAsync("--from 2026-01 --to 2026-05 --by month --measure recovery");

        var chart = page.Split("<section").Single(section => section.Contains("<h3>Recovery</h3>", StringComparison.Ordinal));
        var lines = Polyline().Matches(chart).Select(match => match.Groups[1].Value.Split(' ').Length);
        Assert.Equal([2, 1], lines);
        Assert.Equal(3, Regex.Count(chart, "<circle"));
        Assert.Contains("<th scope=\"row\">2026-03</th><td class=\"n\">no data</td>", chart, StringComparison.Ordinal);
        Assert.Contains("2026-02: 75.0 %, 2026-03: no data, 2026-04: 50.0 %, 2026-05: no data", chart, StringComparison.Ordinal);
        Assert.Contains("What was decided: review", page, StringComparison.Ordinal);
        Assert.All(page.Split("<section class=\"chart\">").Skip(1), section => Assert.Contains("<table>", section, StringComparison.Ordinal));
        Assert.DoesNotMatch("<script|<link|<img|url\\(|https?://", page);
        Assert.DoesNotContain("<svg role=\"img\" aria-label=\"\" viewBox=\"0 0 640", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ratio_of_half_and_one_of_twice_stand_as_far_from_one_to_one_with_Englands_line_between_them()
    {
        _host.Oversight.Groups = [Starting("leeds", 20, 40), Starting("york", 80, 40), Starting("bath", 0, 40), Starting("wells", 40, 0)];

        var page = await PageAsync("--from 2026-01 --to 2026-05 --by service --measure low-to-high");

        var chart = page.Split("<section").Single(section => section.Contains("<h3>Low-intensity first to high-intensity first</h3>", StringComparison.Ordinal));
        var one = double.Parse(OneToOne().Match(chart).Groups[1].Value, CultureInfo.InvariantCulture);
        var (half, twice) = (HeightOf("leeds"), HeightOf("york"));
        Assert.InRange(half - one - (one - twice), -0.02, 0.02);
        Assert.InRange(double.Parse(England().Match(chart).Groups[1].Value, CultureInfo.InvariantCulture), one, half);
        Assert.InRange(HeightOf("bath"), half, double.MaxValue);
        Assert.DoesNotContain("wells", chart, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">york</th><td class=\"n\">2.00 : 1</td><td class=\"n\">80 / 40</td>", chart, StringComparison.Ordinal);

        double HeightOf(string service) => double.Parse(Regex.Match(chart, $"cy=\"([0-9.]+)\" r=\"[0-9.]+\"><title>{service}:").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Rows_hold_every_figure_and_every_answer_and_nothing_where_there_is_no_data()
    {
        _host.Oversight.Groups = [Recovering("2026-01", 10, 40), Recovering("2026-02", 0, 0)];
        var line = "stepped-care fidelity --from 2026-01 --to 2026-02 --by month --measure recovery ";

        var csv = (await TypedAsync(line + "--csv -")).Output.Split("\r\n");
        Assert.StartsWith("group,rule,measure,title,form,numerator,denominator,value,unit,official,national,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-01,,recovery,Recovery,SHARE,10,40,25,%,\"Percentage_Recovery, M192\",50.5,", csv[1], StringComparison.Ordinal);
        Assert.Equal("2026-01,,answer,REVIEW: STEP_UP HIGH,SHARE,3,3,100,%,,,,,,,,REVIEW,STEP_UP,HIGH", csv[2]);
        Assert.StartsWith("2026-02,,recovery,Recovery,SHARE,0,0,,%,", csv[3], StringComparison.Ordinal);

        using var last = JsonDocument.Parse((await TypedAsync(line + "--jsonl -")).Output.TrimEnd().Split('\n')[2]);
        Assert.Equal((JsonValueKind.Null, 0, 50.5), (last.RootElement.GetProperty("value").ValueKind, last.RootElement.GetProperty("denominator").GetInt32(), last.RootElement.GetProperty("national").GetDouble()));
    }

    private static ReportGroup Recovering(string name, long recovered, long finished) =>
        RecordingOversight.Group(name, new() { [Figure.Recovered] = recovered, [Figure.Finished] = finished });

    private static ReportGroup Starting(string name, long low, long high) => RecordingOversight.Group(name, new() { [Figure.LowFirst] = low, [Figure.HighFirst] = high });

    private async Task<string> PageAsync(string asked)
    {
        await TypedAsync($"stepped-care fidelity {asked} --html page.html");
        return _keyboard.Read("page.html");
    }

    private async Task<Shell> TypedAsync(string line)
    {
        var run = await _keyboard.TypeAsync(line);
        Assert.True(run.ExitCode == 0, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        return run;
    }

    [GeneratedRegex("<polyline class=\"run\" points=\"([^\"]*)\"")]
    private static partial Regex Polyline();

    [GeneratedRegex("<line class=\"axis\" x1=\"[0-9.]+\" y1=\"([0-9.]+)\"")]
    private static partial Regex OneToOne();

    [GeneratedRegex("<line class=\"england\" x1=\"[0-9.]+\" y1=\"([0-9.]+)\"")]
    private static partial Regex England();
}
