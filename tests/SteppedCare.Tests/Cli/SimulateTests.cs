using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>A year of invented people, as practised and as a policy would have it.</summary>
public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_shipped_policy_reviews_and_steps_up_whom_practice_leaves_and_says_so_in_every_form()
    {
        var run = await SimulatedAsync("--people", "1500", "--html", "year.html", "--csv", "year.csv", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        using var json = JsonDocument.Parse(run.Output);
        var groups = json.RootElement.GetProperty("groups");
        var (practised, followed) = (Figures(groups[0]), Figures(groups[1]));
        Assert.Equal("as practised", groups[0].GetProperty("name").GetString());
        Assert.Null(practised["reviewed-at-review-point"].Value);
        Assert.InRange(followed["reviewed-at-review-point"].Value!.Value, 95, 100);
        Assert.True(followed["not-helped-stepped-up"].Value >= 2 * practised["not-helped-stepped-up"].Value);
        Assert.True(followed["over-stay"].Value < practised["over-stay"].Value);
        Assert.Equal((14.0, null), (followed["days-to-step-up-started"].Value, practised["days-to-step-up-started"].Value));

        var page = await File.ReadAllTextAsync(Path.Combine(_folder.Root, "year.html"));
        Assert.Contains("worse first", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("talking-therapies 2026.1,,reviewed-at-review-point,", await File.ReadAllTextAsync(Path.Combine(_folder.Root, "year.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_and_another_gives_others()
    {
        var one = await SimulatedAsync("--people", "200", "--seed", "5", "--json");

        Assert.Equal(one.Output, (await SimulatedAsync("--people", "200", "--seed", "5", "--json")).Output);
        Assert.NotEqual(one.Output, (await SimulatedAsync("--people", "200", "--seed", "6", "--json")).Output);
    }

    [Fact]
    public async Task A_second_policy_stands_in_a_column_of_its_own_and_people_are_shown_bars()
    {
        var run = await SimulatedAsync("--people", "200", "--against", Path.Combine(Repository.Root, "policies", "nice-depression"));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Matches("measure +as practised +nice-depression 2026.1 +talking-therapies 2026.1", run.Output);
        Assert.Contains("█", run.Output, StringComparison.Ordinal);
        Assert.Contains("what the generator assumes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_people_fared_is_what_the_generator_assumes_and_is_never_called_better_or_worse()
    {
        var run = await SimulatedAsync("--people", "600");

        var parts = run.Output.Split("What the generator assumes", 2);
        Assert.Contains(Rows(parts[0]), IsJudged);
        Assert.DoesNotContain(Rows(parts[0]), IsOutcome);
        Assert.DoesNotContain(Rows(parts[1]), IsJudged);
        Assert.All(
            (string[])["recovery", "reliable-recovery", "reliable-improvement", "reliable-deterioration", "no-reliable-change", "recovery-stepped-up"],
            outcome => Assert.Contains(Rows(parts[1]), row => row.StartsWith($"  {outcome} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task As_practised_nobody_asks_and_the_policys_figures_are_upper_bounds_and_both_are_said()
    {
        var run = await SimulatedAsync("--people", "100", "--html", "year.html");

        var page = await File.ReadAllTextAsync(Path.Combine(_folder.Root, "year.html"));
        Assert.All(
            (string[])["As practised nobody asks", "Nobody refuses", "lost between two", "upper bounds"],
            said => Assert.Contains(said, run.Output, StringComparison.Ordinal));
        Assert.Contains("upper bounds", page, StringComparison.Ordinal);
        Assert.All(
            (string[])["reviewed-at-review-point", "not-on-track-of-begun", "step-up-confirmed", "confirmed"],
            measure => Assert.Contains(Rows(run.Output), row => Regex.IsMatch(row, $"^  {measure} +not asked +[0-9.]+ %")));
        Assert.Matches("Reviewed at the review point</th><td class=\"n\">not asked</td><td class=\"picture\"></td><td class=\"n\"></td>", page);
        Assert.Contains(Rows(run.Output), row => Regex.IsMatch(row, "^  over-stay +[0-9.]+ %"));
    }

    [Fact]
    public async Task The_policy_named_first_is_judged_against_the_other_one()
    {
        var run = await SimulatedAsync("--people", "400", "--against", Path.Combine(Repository.Root, "policies", "nice-depression"));

        var cells = Regex.Split(Rows(run.Output).Single(row => row.StartsWith("  over-stay ", StringComparison.Ordinal)).Trim(), " {2,}");
        var (before, after) = (Share(cells[3]), Share(cells[5]));
        Assert.Contains("Better and worse: talking-therapies 2026.1 against nice-depression 2026.1;", run.Output, StringComparison.Ordinal);
        Assert.True(before > after, $"{before} {after}");
        Assert.Equal("better", cells[7]);
    }

    [Fact]
    public async Task Of_few_people_nothing_is_called_better_or_worse()
    {
        var run = await SimulatedAsync("--people", "100");

        Assert.Contains(Rows(run.Output), row => row.StartsWith("  over-stay ", StringComparison.Ordinal));
        Assert.DoesNotContain(Rows(run.Output), IsJudged);
    }

    [Fact]
    public async Task What_does_not_compile_is_not_played()
    {
        _folder.Write("policies/mine/1.0/policy.csx", "Ladder(Low);\nTriage(\n");

        var run = await Typed.RunAsync(_folder.Root, "simulate", "policies", "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("DOES_NOT_COMPILE", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Typed> SimulatedAsync(params string[] arguments) =>
        Typed.RunAsync(_folder.Root, ["simulate", Path.Combine(Repository.Root, "policies", "talking-therapies"), .. arguments]);

    private static string[] Rows(string output) => [.. output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal))];

    private static double Share(string cell) => double.Parse(cell.Replace(" %", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static bool IsJudged(string row) => Regex.IsMatch(row, "  (better|worse)( |$)");

    private static bool IsOutcome(string row) => Regex.IsMatch(row, "^  (reliable-|no-reliable-change|recovery)");

    private static Dictionary<string, (double? Value, long Denominator)> Figures(JsonElement group) => group.GetProperty("figures").EnumerateArray().ToDictionary(
        figure => figure.GetProperty("measure").GetString()!,
        figure => (
            figure.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null,
            long.Parse(figure.GetProperty("denominator").GetString()!, CultureInfo.InvariantCulture)));
}
