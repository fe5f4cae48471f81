using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.LoadTests.Processes;
using SteppedCare.Policies;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What was shipped is published at the first start; from then on the registry rules.</summary>
public sealed class FirstPublicationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-first-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Replicas_that_start_for_the_first_time_at_once_publish_each_revision_once_and_begin_each_rollout_once()
    {
        await using var redis = await RedisServer.StartDurableAsync();
        var starting = Enumerable.Range(0, 2).Select(number => AssembledServer.StartAsync(Path.Combine(_folder.FullName, $"{number}"), redis.Endpoint)).ToArray();
        await using var one = await starting[0];
        await using var two = await starting[1];

        var state = await one.Services.GetRequiredService<IPolicyRegistry>().RefreshAsync(CancellationToken.None);

        Assert.Equal([("nice-depression", "2026.1"), ("talking-therapies", "2026.1")], state.Order.OrderBy(label => label.Policy));
        Assert.All(state.Order, label =>
        {
            var revision = state.Find(label.Policy, label.Version)!;
            Assert.Equal(("service", "service"), (revision.Published.By, Assert.Single(revision.Approvals).By));
            Assert.Equal(revision.Published.InvariantsDigest, state.InvariantsOf(label.Policy)!.Digest);
        });
        var rollout = Assert.Single(state.RolloutsOf("demo"));
        Assert.Equal((1, "talking-therapies", RolloutChange.First), (rollout.Epoch, rollout.Plan.Active.Policy, rollout.Changed.Change));
        await two.Course().TriageAsync(A.MildWithRisk);
    }

    [Fact]
    public async Task An_edited_folder_changes_nothing_and_is_told_with_what_to_do()
    {
        var policies = CopyOfPolicies();
        var data = Path.Combine(_folder.FullName, "data");
        RevisionName published;
        await using (var server = await AssembledServer.StartAsync(data, policies: policies))
        {
            published = server.Services.GetRequiredService<IPolicyRegistry>().State.RolloutOf("demo")!.Plan.Active;
            Assert.DoesNotContain("published under that version", server.Log.Text, StringComparison.Ordinal);
        }

        await File.AppendAllTextAsync(Path.Combine(policies, "talking-therapies", "2026.1", "policy.csx"), "\n// edited\n");
        await File.AppendAllTextAsync(Path.Combine(policies, "talking-therapies", "invariants.csx"), "\n// edited\n");
        await using (var server = await AssembledServer.StartAsync(data, policies: policies))
        {
            var state = server.Services.GetRequiredService<IPolicyRegistry>().State;
            Assert.Equal(published, state.RolloutOf("demo")!.Plan.Active);
            Assert.Equal(2, state.Order.Count);
            Assert.Contains("is not what is published under that version, and published revisions are never altered: publish the edited script under another version", server.Log.Text, StringComparison.Ordinal);
            Assert.Contains("until a clinical-safety officer publishes them", server.Log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_shipped_is_judged_beside_the_server_and_says_which_gates_it_passed()
    {
        await using var server = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, "beside"));

        var registry = server.Services.GetRequiredService<IPolicyRegistry>();

        // What it compiled is what answers: nobody compiles twice.
        Assert.Contains("compiled: False", server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("compiled: True", server.Log.Text, StringComparison.Ordinal);
        foreach (var (policy, version) in registry.State.Order)
        {
            var report = GateReport.FromBytes((await registry.LoadBlobAsync(registry.State.Find(policy, version)!.Published.ReportDigest, CancellationToken.None))!.Value.Span);
            Assert.Equal([Gate.Compile, Gate.Sources, Gate.Cases], report.Gates.Where(gate => gate.Verdict == GateVerdict.Passed).Select(gate => gate.Gate));
            Assert.All(report.Gates.Where(gate => gate.Verdict == GateVerdict.NotRun), gate => Assert.Contains("the release that it came with", gate.Summary, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("p.Item9 >= 1", "p.Item99 >= 1", "policy.csx(2,")]
    [InlineData("Everybody begins low", "TODO", "policy.csx(3,")]
    public async Task A_start_with_a_broken_policy_is_refused_with_its_place(string was, string broken, string place)
    {
        using var folder = new TestFolder();
        var script = Path.Combine(folder.Path, "policies", "talking-therapies", "2026.1", "policy.csx");
        await File.WriteAllTextAsync(script, (await File.ReadAllTextAsync(script)).Replace(was, broken, StringComparison.Ordinal));

        var ended = await ServerProcess.RunAsync(folder.Path, ["--ContentRoot", folder.Path, .. TestFolder.FreePorts]);

        Assert.NotEqual(ExitCodes.Fine, ended.ExitCode);
        Assert.Contains("The policy talking-therapies 2026.1 is refused", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(place, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_its_store_is_refused_for_a_policy_that_fails_its_case_all_the_same()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "policies", "talking-therapies", "2026.1", "cases.yaml"),
            "cases:\n  - name: answered otherwise\n    call: triage\n    facts: {Phq9: 12, Item9: 0}\n    expect: {step: high}\n");

        var ended = await ServerProcess.RunAsync(
            folder.Path, ["--ContentRoot", folder.Path, "--Store:Redis", $"127.0.0.1:{LoopbackPort.Free()}", "--Store:RedisCallTimeout", "1s", .. TestFolder.FreePorts]);

        Assert.NotEqual(ExitCodes.Fine, ended.ExitCode);
        Assert.Contains("cases.yaml(", ended.Errors, StringComparison.Ordinal);
    }

    internal static string Shipped => Path.Combine(AssembledServer.Repository, "policies");

    private string CopyOfPolicies()
    {
        var policies = Path.Combine(_folder.FullName, "policies");
        foreach (var file in Directory.EnumerateFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(policies, Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return policies;
    }
}
