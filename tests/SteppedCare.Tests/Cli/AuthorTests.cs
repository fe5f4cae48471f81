using System.Text.Json;
using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>What an author is shown: the place, their own line, what to do; and what programs are told.</summary>
public sealed class AuthorTests : IDisposable
{
    private const string Broken = "Triage(\"all\")\n    .When(p => p.Phq >= 9)\n    .Enter(Low)\n    .Because(\"Everybody\", Judgement(\"ours\"));\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_authors_line_is_shown_with_a_caret_under_what_is_meant()
    {
        _folder.Write("policies/mine/1.0/policy.csx", "Ladder(Low);\n" + Broken);

        var run = await RunAsync("policy", "check", "policies");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("    3 |     .When(p => p.Phq >= 9)\n                         ^~~\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_is_shown_colours_unless_it_wants_none()
    {
        _folder.Write("policies/mine/1.0/policy.csx", "Ladder(Low);\n" + Broken);

        var coloured = await OnTerminalAsync([]);
        var plain = await OnTerminalAsync(new() { ["NO_COLOR"] = "1" });

        Assert.Equal((3, 3), (coloured.ExitCode, plain.ExitCode));
        Assert.Matches("\u001b\\[[0-9;]*3[0-9][0-9;]*m", coloured.Output);
        Assert.DoesNotMatch("\u001b\\[[0-9;]*3[0-9][0-9;]*m", plain.Output);
        Assert.Contains("^~~", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_told_under_names_that_stay()
    {
        _folder.Write("policies/mine/1.0/policy.csx", "Ladder(Low);\n" + Broken);

        var run = await RunAsync("policy", "check", "policies", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var revision = json.RootElement[0];
        Assert.Equal(["policy", "version", "digest", "ok", "exit_code", "gates"], revision.EnumerateObject().Select(member => member.Name));
        Assert.Equal(3, revision.GetProperty("exit_code").GetInt32());
        var gate = revision.GetProperty("gates")[0];
        Assert.Equal(["gate", "verdict", "summary", "took_ms", "findings"], gate.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("compile", "failed"), (gate.GetProperty("gate").GetString(), gate.GetProperty("verdict").GetString()));
        Assert.Equal(
            ["file", "line", "column", "length", "code", "message", "suggestion", "certainty", "example", "hazard"],
            gate.GetProperty("findings")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Cases_are_chosen_by_name()
    {
        await RunAsync("policy", "new", "mine", "1.0");

        var chosen = await RunAsync("policy", "test", "policies", "--filter", "ITEM 9");
        var none = await RunAsync("policy", "test", "policies", "--filter", "nobody is called so");

        Assert.Equal((0, "mine 1.0: ok\n  ok cases: 1 of the 1 chosen cases answered as expected.\n    ok item 9 left out is asked\n  1 passed, 0 failed\n"), (chosen.ExitCode, chosen.Output));
        Assert.Equal((2, "No case has such a name.\n"), (none.ExitCode, none.Errors));
    }

    [Fact]
    public async Task A_saved_file_is_tried_again_until_the_author_stops()
    {
        await RunAsync("policy", "new", "mine", "1.0");
        var cases = Path.Combine(_folder.Root, "policies/mine/1.0/cases.yaml");
        using var process = Typed.Start(
            _folder.Root, new Dictionary<string, string>(), "dotnet", Typed.Program, "policy", "test", "policies", "--filter", "one point below", "--watch");
        try
        {
            Assert.Equal("  1 passed, 0 failed", await UntilAsync(process.StandardOutput, "passed"));

            File.WriteAllText(cases, File.ReadAllText(cases).Replace("rule: start-low, outcome: enter, step: low, next_review: 28}\n\n  - name: no PHQ-9", "rule: start-low, outcome: enter, step: high}\n\n  - name: no PHQ-9", StringComparison.Ordinal));

            Assert.Equal("  0 passed, 1 failed", await UntilAsync(process.StandardOutput, "passed"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_threshold_moved_up_is_less_care_for_a_person_who_is_shown()
    {
        await RunAsync("policy", "new", "mine", "1.0");
        await RunAsync("policy", "new", "mine", "1.1", "--from", "policies/mine/1.0");
        var script = Path.Combine(_folder.Root, "policies/mine/1.1/policy.csx");
        File.WriteAllText(script, File.ReadAllText(script).Replace("MoreSevere = 16", "MoreSevere = 17", StringComparison.Ordinal));

        var compared = await RunAsync("policy", "compare", "policies/mine/1.0", "policies/mine/1.1");
        var same = await RunAsync("policy", "compare", "policies/mine/1.0", "policies/mine/1.0");

        Assert.True(compared.ExitCode == 0, compared.Errors);
        Assert.Contains("LESS CARE triage: ENTER HIGH -> ENTER LOW\n    more-severe-depression -> start-low, where ", compared.Output, StringComparison.Ordinal);
        Assert.Matches(@"phq9: (\{total: )?16\b", compared.Output);
        Assert.Matches("^mine 1.0 and mine 1.0 are one script, [0-9a-f]{12}: they answer everybody alike\n$", same.Output);
    }

    [Fact]
    public async Task What_is_pasted_is_never_broken_at_the_terminals_edge()
    {
        var reason = string.Join(' ', Enumerable.Repeat("everybody", 20));
        _folder.Write("policies/mine/1.0/policy.csx", $"Ladder(Low);\nTriage(\"all\").When(p => p.Phq >= 9).Enter(Low).Because(\"{reason}\", Judgement(\"ours\"));\n");

        var run = await OnTerminalAsync(new() { ["NO_COLOR"] = "1" }, columns: 60);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"Because(\"{reason}\", Judgement(\"ours\"));", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> UntilAsync(StreamReader output, string part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await output.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "ended";
    }

    private Task<Typed> RunAsync(params string[] arguments) => Typed.RunAsync(_folder.Root, arguments);

    // util-linux's script gives a program a terminal of its own.
    private Task<Typed> OnTerminalAsync(Dictionary<string, string> environment, int columns = 80) => Typed.RunAsync(
        _folder.Root,
        new Dictionary<string, string>(environment) { ["TERM"] = "xterm-256color" },
        "script",
        "-qec",
        $"stty cols {columns}; dotnet {Typed.Program} policy check policies",
        "/dev/null");
}
