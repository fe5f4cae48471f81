using System.Text.Json;
using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>How commands end, and that the guide says so.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData("policy", "list", "--address", "127.0.0.1:1")]
    [InlineData("episode", "nobody", "--service", "demo", "--address", "127.0.0.1:1")]
    [InlineData("doctor", "--address", "127.0.0.1:1")]
    public async Task A_service_that_is_not_there_is_told_by_its_own_code(params string[] arguments)
    {
        var run = await Typed.RunAsync(Repository.Root, arguments);

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("no service answered at http://127.0.0.1:1/", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy", "retire", "mine", "1.0", "--reason", "old")]
    [InlineData("policy", "invariants", "policies/talking-therapies", "--replaces", "none")]
    public async Task Nothing_is_changed_where_nobody_can_be_asked(params string[] arguments)
    {
        // No variable says yes for everything to come.
        var run = await Typed.RunAsync(
            Repository.Root, new Dictionary<string, string> { ["STEPPED_CARE_YES"] = "1" }, "dotnet", [Typed.Program, .. arguments, "--address", "127.0.0.1:1"]);

        Assert.Equal(9, run.ExitCode);
        Assert.Contains("Nobody is here to ask: say --yes. Nothing was changed.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--reason is required.", "policy", "rollback", "--service", "demo")]
    [InlineData("Name the services with --service.", "policy", "rollback", "--reason", "x")]
    [InlineData("--service is required; STEPPED_CARE_SERVICE gives it, too.", "episode", "nobody")]
    [InlineData("--person wants letters of ASCII", "policy", "retire", "mine", "1.0", "--reason", "old", "--yes", "--person", "Zo\u00eb")]
    [InlineData("--address or STEPPED_CARE_ADDRESS must be host:port or http://host:port.\n", "policy", "list", "--address", "http://anna:secret@127.0.0.1:1")]
    [InlineData("--share wants a number from 0 to 100.", "policy", "rollout", "mine", "--service", "demo", "--active", "1", "--canary", "2", "--share", "101", "--reason", "x")]
    [InlineData("--guard wants what ", "policy", "rollout", "mine", "--service", "demo", "--active", "1", "--guard", "always", "--reason", "x")]
    [InlineData("--not-before wants an instant such as ", "policy", "rollout", "mine", "--service", "demo", "--active", "1", "--not-before", "soon", "--reason", "x")]
    [InlineData("Name a policy and a version, or --service.", "policy", "show", "mine")]
    [InlineData("There is no option --nonsense here.", "policy", "list", "--nonsense")]
    [InlineData("--address or STEPPED_CARE_ADDRESS must be host:port", "policy", "list", "--address", "ftp://host")]
    [InlineData("--every wants at least 1.", "watch", "--service", "demo", "--every", "0")]
    [InlineData("There is no folder no/such/folder.", "policy", "prove", "no/such/folder")]
    public async Task What_cannot_be_read_is_named(string says, params string[] arguments)
    {
        var run = await Typed.RunAsync(Repository.Root, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(says, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_a_failure_as_JSON_too()
    {
        var run = await Typed.RunAsync(Repository.Root, "policy", "list", "--address", "127.0.0.1:1", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("NOT_REACHED", json.RootElement.GetProperty("error").GetProperty("reason").GetString());
        Assert.Equal(7, json.RootElement.GetProperty("error").GetProperty("exit_code").GetInt32());
    }

    [Theory]
    [InlineData("policy", "retire", "mine", "1.0", "--reason", "old", "--yes")]
    [InlineData("policy", "publish", "policies/nice-depression/2026.1")]
    [InlineData("triage", "--service", "demo", "--episode", "e1", "--referred", "2026-02-02")]
    public async Task Whoever_got_no_answer_is_told_how_to_ask_for_the_same_again(params string[] arguments)
    {
        var first = await Typed.RunAsync(Repository.Root, [.. arguments, "--address", "127.0.0.1:1"]);
        var second = await Typed.RunAsync(Repository.Root, [.. arguments, "--address", "127.0.0.1:1", "--request-id", "mine-1"]);

        Assert.Equal((7, 7), (first.ExitCode, second.ExitCode));
        Assert.Matches("Whether it was done is not known. The same command with --request-id [0-9a-f]{32} tells, and does it at most once.\n", first.Errors);
        Assert.Contains(" with --request-id mine-1 tells, ", second.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "policy", "facts")]
    [InlineData(0, "completion", "bash")]
    [InlineData(2, "policy", "list", "--nonsense")]
    [InlineData(2, "policy", "show", "mine")]
    [InlineData(7, "doctor", "--address", "127.0.0.1:1")]
    [InlineData(7, "policy", "list", "--address", "127.0.0.1:1")]
    [InlineData(9, "policy", "retire", "mine", "1.0", "--reason", "old")]
    public async Task Standard_output_is_JSON_whatever_the_ending(int exitCode, params string[] arguments)
    {
        var byFlag = await Typed.RunAsync(Repository.Root, [.. arguments, "--json"]);

        Assert.Equal(exitCode, byFlag.ExitCode);
        using var json = JsonDocument.Parse(byFlag.Output);
        if (exitCode != 0 && arguments[0] != "doctor")
        {
            Assert.Equal(exitCode, json.RootElement.GetProperty("error").GetProperty("exit_code").GetInt32());
            Assert.NotEmpty(byFlag.Errors);
        }
    }

    [Fact]
    public async Task A_profile_may_want_JSON_of_every_command()
    {
        var run = await Typed.RunAsync(Repository.Root, new Dictionary<string, string> { ["STEPPED_CARE_JSON"] = "yes" }, "dotnet", Typed.Program, "policy", "list", "--nonsense");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("BAD_ARGUMENTS", json.RootElement.GetProperty("error").GetProperty("reason").GetString());
    }

    [Fact]
    public void The_guide_lists_every_ending()
    {
        var constants = File.ReadAllLines(Path.Combine(Repository.Root, "src/SteppedCare.Cli/ExitCodes.cs"))
            .Where(line => line.Contains("const int", StringComparison.Ordinal)).Select(line => line.Split('=')[1].Trim(' ', ';'));
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/policies.md"));

        Assert.All(constants, code => Assert.Contains($"\n| {code} | ", guide, StringComparison.Ordinal));
    }
}
