using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Publishing;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>Every command of <c>stepped-care</c>, done and refused, by a program that reads JSON from standard output.</summary>
public sealed class EveryCommandTests(PolicyServer server) : IClassFixture<PolicyServer>, IDisposable
{
    // In the order in which a revision gets live and goes; a line of several commands does not stand here.
    private static readonly string[] s_done =
    [
        "policy new mine 1.0",
        "policy check policies/small/cli",
        "policy test policies/small/cli",
        "policy prove policies/small/cli",
        "policy compare policies/small/1 policies/small/cli",
        "policy compare 1 1 --policy small",
        "policy document policies/mine",
        "policy facts",
        "policy instruments",
        "policy language",
        "policy publish policies/small/cli --person cli.author --roles policy-author",
        "policy approve small cli --yes --person cli.officer --roles clinical-safety",
        "policy invariants policies/small --yes --person cli.officer --roles clinical-safety",
        "triage --service moved --episode cli-1 --referred 2026-02-02 --on 2026-02-09 --phq9 2,2,2,2,2,2,1,1,0",
        "review --service moved --episode cli-1 --on 2026-02-16 --phq9 14",
        "episode cli-1 --service moved",
        "call GetEpisode request.json",
        "policy rollout small --service moved --active cli --guard window=5m,least=100,faults=1 --reason better --yes --person cli.author --roles policy-author",
        "policy backtest small cli --service moved --from 2026-01-01T00:00:00Z",
        "policy show small cli --files",
        "policy show --service moved --most 1",
        "policy list small --retired",
        "watch --service moved --for 1",
        "worklist --service moved --kind same-day crisis-now --step none --older-than 1m --acknowledged no --person cli.lead --roles oversight",
        "decisions --service moved --from 2026-01-01T00:00:00Z --call triage --revision 1 --person cli.lead --roles oversight",
        "fidelity --service moved --from 2026-01 --to 2026-12 --by month --measure recovery --person cli.lead --roles oversight",
        "simulate policies/small/1 --people 60 --seed 3 --against policies/small/cli",
        "export --service moved --from 2026-01-01 --kind events decisions acts tasks --facts --jsonl export.jsonl --resume --person cli.lead --roles oversight",
        "equity --service moved --from 2026-01 --to 2026-12 --axis ethnic-group --measure reliable-recovery --person cli.lead --roles oversight",
        "policy drill --service moved --yes --person cli.author --roles policy-author",
        "policy rollback --service moved --reason worse --yes --person cli.author --roles policy-author",
        "policy retire small cli --reason 'given up' --yes --person cli.author --roles policy-author",
        "doctor --service moved",
        "completion fish",
    ];

    public static TheoryData<int, string, string> Refused => new()
    {
        { 2, "policy new small 1", "BAD_ARGUMENTS" },
        { 3, "policy check policies/broken", "" },
        { 4, "policy test policies/untested", "" },
        { 5, "policy prove policies/unproven", "" },
        { 2, "policy compare policies/small/1 policies/none/1", "BAD_ARGUMENTS" },
        { 8, "policy document policies/small/1 --check", "" },
        { 2, "policy facts more", "BAD_ARGUMENTS" },
        { 2, "policy instruments more", "BAD_ARGUMENTS" },
        { 8, "policy language --page old.md --check", "" },
        { 6, "policy publish policies/small/1 --person cli.officer --roles clinical-safety", "ROLE_REQUIRED" },
        { 6, "policy approve small none --yes --person cli.officer --roles clinical-safety", "REVISION_UNKNOWN" },
        { 6, "policy invariants policies/unproven --replaces none --yes --person cli.officer --roles clinical-safety", "INVALID_FIELDS" },
        { 6, "triage --service nowhere --episode cli-1 --referred 2026-02-02", "SERVICE_UNKNOWN" },
        { 6, "review --service moved --episode nobody", "EPISODE_UNKNOWN" },
        { 6, "episode nobody --service moved", "EPISODE_UNKNOWN" },
        { 6, "call GetRevision unknown.json", "REVISION_UNKNOWN" },
        { 6, "policy rollout small --service moved --active none --reason x --yes --person cli.author --roles policy-author", "REVISION_UNKNOWN" },
        { 6, "policy backtest small none", "REVISION_UNKNOWN" },
        { 6, "policy show small none", "REVISION_UNKNOWN" },
        { 2, "policy list small --most 0", "BAD_ARGUMENTS" },
        { 6, "watch --service nowhere --for 1", "SERVICE_UNKNOWN" },
        { 6, "worklist --service moved --person cli.author --roles policy-author", "ROLE_REQUIRED" },
        { 2, "worklist --service moved --kind none", "BAD_ARGUMENTS" },
        { 2, "worklist --service moved --watch --csv - --for 1", "BAD_ARGUMENTS" },
        { 2, "decisions --service moved --watch --jsonl - --for 1", "BAD_ARGUMENTS" },
        { 6, "decisions --service nowhere --watch --for 60 --person cli.lead --roles oversight", "SERVICE_UNKNOWN" },
        { 6, "fidelity --service nowhere --person cli.lead --roles oversight", "SERVICE_UNKNOWN" },
        { 2, "fidelity --by fortnight", "BAD_ARGUMENTS" },
        { 3, "simulate policies/broken", "DOES_NOT_COMPILE" },
        { 6, "export --service nowhere --jsonl nowhere.jsonl --person cli.lead --roles oversight", "SERVICE_UNKNOWN" },
        { 6, "export --service moved --from 2026-02-01 --to 2026-01-31 --person cli.lead --roles oversight", "INVALID_FIELDS" },
        { 2, "export --service moved --kind episodes --csv episodes.csv", "BAD_ARGUMENTS" },
        { 6, "equity --service nowhere --person cli.lead --roles oversight", "SERVICE_UNKNOWN" },
        { 2, "equity --axis height", "BAD_ARGUMENTS" },
        { 6, "policy drill --service nowhere --yes --person cli.author --roles policy-author", "SERVICE_UNKNOWN" },
        { 6, "policy rollback --service refused --reason worse --yes --person cli.author --roles policy-author", "NOTHING_TO_ROLL_BACK" },
        { 6, "policy retire small none --reason x --yes --person cli.author --roles policy-author", "REVISION_UNKNOWN" },
        { 6, "doctor --service nowhere", "" },
        { 2, "completion tcsh", "BAD_ARGUMENTS" },
    };

    private readonly Keyboard _keyboard = new();

    [Fact]
    public async Task Every_command_is_done_and_told_as_JSON()
    {
        Prepare();
        foreach (var line in s_done)
        {
            var run = await TypedAsync(line);

            Assert.True(run.ExitCode == 0, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
            using var json = JsonDocument.Parse(run.Output);
            Assert.False(json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out _), run.Output);
        }

        // What it said is what there is.
        Assert.Equal((PolicyServer.First, SteppedCare.V1.RolloutChange.RolledBack), ((await server.PresentAsync("moved")).ActiveVersion, (await server.PresentAsync("moved")).Change));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Every_command_that_is_not_done_ends_by_its_code_and_is_told_as_JSON(int exitCode, string line, string reason)
    {
        Prepare();
        var run = await TypedAsync(line);

        Assert.True(run.ExitCode == exitCode, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        using var json = JsonDocument.Parse(run.Output);
        if (reason.Length > 0)
        {
            var error = json.RootElement.GetProperty("error");
            Assert.Equal((reason, exitCode), (error.GetProperty("reason").GetString(), error.GetProperty("exit_code").GetInt32()));
            Assert.NotEmpty(run.Errors);
        }
    }

    [Fact]
    public async Task No_command_is_left_out()
    {
        var commands = new List<string>();
        foreach (var command in await OfferedAsync(""))
        {
            commands.AddRange(command == "policy" ? (await OfferedAsync("policy ")).Select(each => $"policy {each}") : [command]);
        }

        Assert.Contains("policy rollout", commands);
        Assert.Equal(commands.Order(StringComparer.Ordinal), s_done.Select(CommandOf).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(commands.Order(StringComparer.Ordinal), Refused.Select(row => CommandOf((string)row[1])).Distinct().Order(StringComparer.Ordinal));
    }

    public void Dispose() => _keyboard.Dispose();

    private static string CommandOf(string line) => string.Join(' ', line.Split(' ').Take(line.StartsWith("policy ", StringComparison.Ordinal) ? 2 : 1));

    private Task<Shell> TypedAsync(string line) => _keyboard.TypeAsync($"stepped-care {line} --json");

    // As a shell is offered them.
    private async Task<IEnumerable<string>> OfferedAsync(string begun)
    {
        var line = $"stepped-care {begun}";
        var run = await _keyboard.TypeAsync($"stepped-care '[suggest:{line.Length}]' '{line}'");
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiLetterLower(word[0]));
    }

    private void Prepare()
    {
        _keyboard.Set("STEPPED_CARE_ADDRESS", $"{server.Server.Addresses.Grpc.Host}:{server.Server.Addresses.Grpc.Port}");
        var moved = PolicyServer.Moved(14);
        Write("small/1", PolicyServer.Script, PolicyServer.Cases, PolicyServer.Invariants);
        Write("small/cli", moved.Script, moved.Cases, PolicyServer.Invariants);
        Write("broken/1", PolicyServer.Script.Replace("p.Phq9 >=", "p.Phq >=", StringComparison.Ordinal), PolicyServer.Cases, PolicyServer.Invariants);
        Write("untested/1", PolicyServer.Script, PolicyServer.Cases.Replace("rule: start-low", "rule: carry-on", StringComparison.Ordinal), PolicyServer.Invariants);
        Write("unproven/1", PolicyServer.Script, PolicyServer.Cases, PolicyServer.Invariants.Replace("p.Phq9 >= 16", "p.Phq9 >= 9", StringComparison.Ordinal));
        _keyboard.Write("request.json", """{ "service": "moved", "episode": "cli-1" }""");
        _keyboard.Write("unknown.json", """{ "policy": "small", "version": "none" }""");
        _keyboard.Write("old.md", "# An old page\n");
    }

    private void Write(string place, string script, string cases, string invariants)
    {
        Directory.CreateDirectory(Path.Combine(_keyboard.Folder, "policies", place));
        _keyboard.Write($"policies/{place}/policy.csx", script);
        _keyboard.Write($"policies/{place}/cases.yaml", cases);
        _keyboard.Write($"policies/{place.Split('/')[0]}/invariants.csx", invariants);
    }
}
