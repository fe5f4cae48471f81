using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>A service lead brings a changed threshold to people and takes it back, at a shell, with three server processes on one Redis.</summary>
public sealed class LeadStoryTests : IAsyncLifetime
{
    private const string Author = "STEPPED_CARE_PERSON=a.author STEPPED_CARE_ROLES=policy-author stepped-care";
    private const string Officer = "STEPPED_CARE_PERSON=b.officer STEPPED_CARE_ROLES=clinical-safety stepped-care";
    private const string Script = "policies/mine/1.1/policy.csx";
    private const string Cases = "policies/mine/1.1/cases.yaml";

    private static readonly string[] s_guide = [.. Fence.Of("docs/policies.md", "bash").SelectMany(fence => fence.Commands())];

    private readonly ThreeServers _servers = new();
    private readonly ConcurrentDictionary<int, string> _canaries = new();
    private readonly HashSet<string> _typed = [];

    private Keyboard Lead => _servers.Keyboard;

    public Task InitializeAsync() => _servers.StartAsync();

    public async Task DisposeAsync() => await _servers.DisposeAsync();

    [Fact]
    public async Task A_threshold_is_changed_proven_shadowed_canaried_activated_and_taken_back()
    {
        await ProveAsync();
        await PublishAsync();
        await ShadowAsync();
        await CanaryAsync();
        await ActivateUnderLoadAsync();
        await TakeBackAsync();
        await RetireAsync();

        // Whatever the guide shows that asks a service was typed.
        Assert.Equal(s_guide.SkipWhile(line => !line.StartsWith("stepped-care policy backtest ", StringComparison.Ordinal)).Order(StringComparer.Ordinal), _typed.Order(StringComparer.Ordinal));
    }

    private async Task ProveAsync()
    {
        await TypedAsync("stepped-care policy new mine 1.1 --from shipped/mine/1.0");
        MoveThreshold(16, 21);
        Assert.Contains("NO cases: ", (await TypedAsync("stepped-care policy check policies/mine/1.1", 4)).Output, StringComparison.Ordinal);
        MoveCases(16, 21);
        Assert.StartsWith("mine 1.1: ok\n", (await TypedAsync("stepped-care policy test policies/mine/1.1")).Output, StringComparison.Ordinal);

        var broken = (await TypedAsync("stepped-care policy prove policies/mine/1.1", 5)).Output;
        Assert.Contains("SC150", broken, StringComparison.Ordinal);
        Assert.Matches(@"phq9: (\{total: )?20\b", broken);

        MoveThreshold(21, 17);
        MoveCases(21, 17);
        Assert.StartsWith("mine 1.1: ok\n", (await TypedAsync("stepped-care policy check policies/mine/1.1")).Output, StringComparison.Ordinal);
        Assert.StartsWith("mine 1.1: ok\n", (await TypedAsync("stepped-care policy prove policies/mine/1.1")).Output, StringComparison.Ordinal);
        Assert.Contains("LESS CARE triage: ENTER HIGH -> ENTER LOW\n", (await TypedAsync("stepped-care policy compare shipped/mine/1.0 policies/mine/1.1")).Output, StringComparison.Ordinal);
    }

    private async Task PublishAsync()
    {
        Assert.Contains("ROLE_REQUIRED", (await TypedAsync("STEPPED_CARE_PERSON=somebody stepped-care policy publish policies/mine/1.1", 6)).Errors, StringComparison.Ordinal);
        var published = await TypedAsync(AsAuthor("publish") + " --request-id publish-1");
        var again = await TypedAsync(AsAuthor("publish") + " --request-id publish-1");
        Assert.Contains("published: mine 1.1, ", again.Output, StringComparison.Ordinal);
        Assert.Contains("published: mine 1.1, ", published.Output, StringComparison.Ordinal);
        Assert.Contains("  ok mutation: ", published.Output, StringComparison.Ordinal);

        Assert.Contains("REVISION_NOT_APPROVED", (await TypedAsync($"{Author} policy rollout mine --service demo --active 1.1 --reason early --yes", 6)).Errors, StringComparison.Ordinal);
        await TypedAsync(AsOfficer("approve"), 9);
        var own = await TypedAsync("STEPPED_CARE_PERSON=a.author STEPPED_CARE_ROLES=clinical-safety stepped-care policy approve mine 1.1 --yes", 6);
        Assert.Contains("APPROVER_IS_AUTHOR", own.Errors, StringComparison.Ordinal);
        var approved = await TypedAsync(AsOfficer("approve") + " --yes");
        Assert.Contains("approved: mine 1.1\n", approved.Output, StringComparison.Ordinal);
        Assert.Matches("script +[0-9a-f]{64}\n +invariants +[0-9a-f]{64}\n +gate report +[0-9a-f]{64}\n", approved.Output);
        await TypedAsync(AsOfficer("invariants") + " --yes");
    }

    private async Task ShadowAsync()
    {
        await TypedAsync(AsAuthor("rollout", "--shadow") + " --yes");
        foreach (var (minute, total) in Enumerable.Range(0, 60).Select(minute => (minute, 12 + (minute % 6))))
        {
            var decision = await _servers.TriageAsync(minute, $"hour-{minute}", total, DateTimeOffset.UnixEpoch.AddDays(20_500).AddMinutes(minute));
            Assert.Equal("1.0", decision.Provenance.Version);
        }

        var cells = await UntilAsync("stepped-care policy show --service demo --json", json => ShadowCells(json).Sum(cell => cell.Decisions) == 60, ShadowCells);
        Assert.Equal(10, Assert.Single(cells, cell => cell.IsLower).Decisions);
        var shown = (await TypedAsync(Guide("show"))).Output;
        Assert.Contains("shadow 1.1: disagrees on 10 of 60 decisions\n", shown, StringComparison.Ordinal);
        Assert.Matches("TRIAGE +ENTER HIGH +ENTER LOW +10 +.*LESS CARE", shown);

        var counted = await TypedAsync(AsAuthor("backtest"));
        Assert.Contains("60 decisions of 60 people judged again: 10 come out otherwise\n", counted.Output, StringComparison.Ordinal);
    }

    private async Task CanaryAsync()
    {
        await TypedAsync(AsAuthor("rollout", "--canary") + " --yes");
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) =>
            _canaries[person] = (await _servers.TriageAsync(person, $"canary-{person}", 12)).Provenance.Version);

        Assert.InRange(_canaries.Values.Count(version => version == "1.1"), 1, 40);
        Assert.All(_canaries.Values, version => Assert.Contains(version, new[] { "1.0", "1.1" }));
    }

    private async Task ActivateUnderLoadAsync()
    {
        using var enough = new CancellationTokenSource();
        var load = await _servers.LoadAsync("load", enough.Token);
        var flip = await TypedAsync(AsAuthor("rollout", "--active 1.1") + " --yes");
        Assert.Contains("mine 1.0, canary 1.1 at 5 %", flip.Output, StringComparison.Ordinal);
        await AssertEveryReplicaAnswersByAsync("1.1");
        await enough.CancelAsync();

        var epochs = await load;
        Assert.All(epochs, one => Assert.Equal(one.Order(), one));
        Assert.All(epochs, one => Assert.Equal(2, one.Distinct().Count()));
        Assert.Contains("demo epoch ", (await TypedAsync("stepped-care watch --service demo --for 1")).Output, StringComparison.Ordinal);
    }

    private async Task TakeBackAsync()
    {
        var back = await TypedAsync(AsAuthor("rollback") + " --yes --json");
        using var told = JsonDocument.Parse(back.Output);
        var rollout = told.RootElement.GetProperty("rollouts")[0];
        Assert.Equal("ROLLOUT_CHANGE_ROLLED_BACK", rollout.GetProperty("change").GetString());

        // The plan before had the canary: who was on it is again, and nobody else.
        foreach (var (person, version) in _canaries)
        {
            Assert.Equal(version, (await _servers.ReviewAsync(person, $"canary-{person}", "after-rollback")).Provenance.Version);
        }

        await DrillAsync();

        // What waits for its time is not set live by a rehearsal.
        var nextWeek = TimeProvider.System.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await TypedAsync($"{Author} policy rollout mine --service demo --active 1.1 --not-before {nextWeek} --reason later --yes");
        Assert.Contains("SCHEDULED", (await TypedAsync(AsAuthor("drill") + " --yes", 6)).Errors, StringComparison.Ordinal);
        Assert.Contains(nextWeek[..10], (await TypedAsync("stepped-care policy show --service demo --most 1 --json")).Output, StringComparison.Ordinal);
        Assert.NotEqual("1.1", (await _servers.ReviewAsync(0, $"canary-{_canaries.First(each => each.Value == "1.0").Key}", "while-scheduled")).Provenance.Version);

        // Asked again by somebody who got no answer, it is not taken back twice.
        using var scheduled = JsonDocument.Parse((await TypedAsync("stepped-care policy show --service demo --most 1 --json")).Output);
        var again = $"{AsAuthor("rollback")} --yes --json --request-id once.{scheduled.RootElement.GetProperty("rollouts")[0].GetProperty("epoch").GetString()}";
        Assert.Equal(EpochOf(await TypedAsync(again)), EpochOf(await TypedAsync(again)));

        var list = (await TypedAsync("stepped-care policy list mine")).Output;
        Assert.Matches("mine +1.1 +APPROVED", list);
        Assert.Contains("REVISION_IN_ROLLOUT", (await TypedAsync(AsAuthor("retire") + " --yes", 6)).Errors, StringComparison.Ordinal);
        var doctor = (await TypedAsync($"stepped-care doctor --service demo --web {_servers.Web}")).Output;
        Assert.Contains("ok policy of demo: mine 1.0", doctor, StringComparison.Ordinal);
        Assert.Contains("ok contacts: every crisis contact was looked at by its date\n", doctor, StringComparison.Ordinal);
    }

    private async Task RetireAsync()
    {
        await TypedAsync($"{Author} policy rollout mine --active 1.0 --reason \"given up\" --yes");
        Assert.Equal("retired: mine 1.1\n", (await TypedAsync(AsAuthor("retire") + " --yes")).Output);
        Assert.DoesNotContain("1.1", (await TypedAsync("stepped-care policy list mine")).Output, StringComparison.Ordinal);
        Assert.Matches("mine +1.1 +RETIRED", (await TypedAsync("stepped-care policy list mine --retired")).Output);
        Assert.Contains("REVISION_RETIRED", (await TypedAsync(AsAuthor("rollout", "--active 1.1") + " --yes", 6)).Errors, StringComparison.Ordinal);
    }

    private async Task DrillAsync()
    {
        using var drill = JsonDocument.Parse(
            (await TypedAsync($"{AsAuthor("drill")} --yes --json --replica {string.Join(" --replica ", _servers.Addresses)}")).Output);
        Assert.Equal(3, drill.RootElement.GetProperty("replicas").GetInt32());
        var answered = drill.RootElement.GetProperty("seconds_until_answered").GetDouble();
        Assert.InRange(answered, double.Epsilon, drill.RootElement.GetProperty("seconds_until_every_replica").GetDouble());
        Assert.InRange(drill.RootElement.GetProperty("seconds_until_every_replica").GetDouble(), answered, 10);
    }

    private async Task AssertEveryReplicaAnswersByAsync(string version)
    {
        for (var replica = 0; replica < _servers.Addresses.Count; replica++)
        {
            Assert.Equal(version, (await _servers.TriageAsync(replica, $"active-{replica}", 12)).Provenance.Version);
        }
    }

    // A command as the guide shows it.
    private string Guide(string command, string with = "")
    {
        var shown = Assert.Single(s_guide, line => line.StartsWith($"stepped-care policy {command} ", StringComparison.Ordinal) && line.Contains(with, StringComparison.Ordinal));
        _typed.Add(shown);
        return shown;
    }

    private string AsAuthor(string command, string with = "") => Guide(command, with).Replace("stepped-care", Author, StringComparison.Ordinal);

    private string AsOfficer(string command) => Guide(command).Replace("stepped-care", Officer, StringComparison.Ordinal);

    private static string? EpochOf(Shell run)
    {
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("rollouts")[0].GetProperty("epoch").GetString();
    }

    private void MoveThreshold(int from, int to) => Lead.Edit(Script, $"MoreSevere = {from}", $"MoreSevere = {to}");

    private void MoveCases(int from, int to)
    {
        Lead.Edit(Cases, $"facts: {{Phq9: {from}, Item9: 0}}", $"facts: {{Phq9: {to}, Item9: 0}}");
        Lead.Edit(Cases, $"quotes: {{Phq9: {from}}}", $"quotes: {{Phq9: {to}}}");
        Lead.Edit(Cases, $"facts: {{Phq9: {from - 1}, Item9: 0}}", $"facts: {{Phq9: {to - 1}, Item9: 0}}");
    }

    private async Task<Shell> TypedAsync(string line, int exitCode = 0)
    {
        var run = await Lead.TypeAsync(line);
        Assert.True(run.ExitCode == exitCode, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        return run;
    }

    private async Task<T> UntilAsync<T>(string line, Func<JsonElement, bool> isSo, Func<JsonElement, T> read)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            using var json = JsonDocument.Parse((await TypedAsync(line)).Output);
            if (isSo(json.RootElement))
            {
                return read(json.RootElement);
            }

            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    private static List<(long Decisions, bool IsLower)> ShadowCells(JsonElement shown) =>
    [
        .. shown.GetProperty("disagreements").GetProperty("shadows").EnumerateArray().SelectMany(shadow => shadow.GetProperty("cells").EnumerateArray())
            .Select(cell => (long.Parse(cell.GetProperty("decisions").GetString()!, System.Globalization.CultureInfo.InvariantCulture), cell.GetProperty("lower").GetBoolean())),
    ];
}
