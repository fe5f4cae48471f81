using System.Text.Json;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class CommandTests
{
    private const string Invariant = "AtTriage(\"risk-is-raised\", hazard: \"H-03\").When(p => p.Item9 >= 1 && !p.RiskReviewed).Expect(d => ";

    private static readonly string s_small = Path.Combine(Repository.Root, "tests/SteppedCare.Tests/Policies/Fixtures/small");

    [Fact]
    public async Task A_sound_folder_is_ok()
    {
        var (exitCode, output, errors) = await RunAsync("policy", "check", s_small);

        Assert.True(exitCode == 0, output + errors);
        Assert.StartsWith("small 1: ok\n", output, StringComparison.Ordinal);
        Assert.Contains("  ok cases: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_are_told_the_same()
    {
        var (exitCode, output, _) = await RunAsync("policy", "check", s_small, "--json");

        using var json = JsonDocument.Parse(output);
        var report = json.RootElement[0];
        Assert.Equal((0, true, "small"), (exitCode, report.GetProperty("ok").GetBoolean(), report.GetProperty("policy").GetString()));
        Assert.Equal(new PolicySource(PolicyLibrary.ScriptName, File.ReadAllText(Path.Combine(s_small, "1/policy.csx"))).Digest, report.GetProperty("digest").GetString());
        Assert.True(report.GetProperty("gates").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("check", 3, "while (true) { }", null, null, "policy.csx(1,1) SC012: A policy has no loops.")]
    [InlineData("check", 3, "", null, Invariant + "d.Nonsense);", "invariants.csx(1,")]
    [InlineData("test", 4, "", "cases:\n  - name: wrong\n    call: triage\n    facts: {Phq9: 3}\n    expect: {outcome: discharge}\n", null, "'wrong' expects outcome Discharge")]
    [InlineData("prove", 5, "", null, Invariant + "d.Recommends(Discharge));", "such as this person, ready for cases.yaml:")]
    public async Task What_is_wrong_is_said_and_told_by_the_exit_code(string command, int expected, string before, string? cases, string? invariants, string says)
    {
        using var folder = new TemporaryFolder();
        folder.Write("practice/2026.1/policy.csx", before + "\n" + PracticePolicy.Text);
        if (cases is not null)
        {
            folder.Write("practice/2026.1/cases.yaml", cases);
        }

        if (invariants is not null)
        {
            folder.Write("practice/invariants.csx", invariants);
        }

        var (exitCode, output, _) = await RunAsync("policy", command, folder.Root);

        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData("policy", "check", "/no/such/folder")]
    [InlineData("policy", "check")]
    [InlineData("policy", "chekc", ".")]
    public async Task Bad_arguments_are_told_by_their_own_code(params string[] arguments)
    {
        var (exitCode, _, errors) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task The_table_of_facts_names_every_one_with_its_meaning_of_absence()
    {
        var (exitCode, output, _) = await RunAsync("policy", "facts");

        Assert.Equal(0, exitCode);
        Assert.All(FactTable.All, row => Assert.Contains($"| `p.{row.Name}` | {(int)row.Number} |", output, StringComparison.Ordinal));
        Assert.Contains("| `p.Risk.Plan` | 21 | truth | yes, no | not stated: reads as 0 or no | every rule |", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync("src/SteppedCare.Cli", "stepped-care.dll", arguments);
}
