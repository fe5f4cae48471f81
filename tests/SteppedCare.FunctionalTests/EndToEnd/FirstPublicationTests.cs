using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Servers;
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
