using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>The primary that holds the registry is killed. What was acknowledged of policies is there on the next one, and what is live answers meanwhile.</summary>
public sealed class RegistryFailOverTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-registry-failover-");
    private RedisCluster _cluster = null!;
    private AssembledServer _server = null!;

    private string Policies => Path.Combine(_folder.FullName, "policies");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Policies, Lead.Policy, "low")).FullName, "policy.csx"), Scripts.Low);
        _cluster = await RedisCluster.StartAsync(TimeSpan.FromSeconds(4));
        _server = await StartAsync("first");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_acknowledged_publication_and_rollout_survive_the_primary_that_holds_them()
    {
        var lead = new Lead(_server);
        var name = await lead.PublishAsync("high", Scripts.High);
        var changed = await lead.RollOutAsync("high");
        var before = await EntriesAsync();
        var victim = await _cluster.OwnerOfAsync(RedisRegistryKeys.Log.ToString());
        var elsewhere = await CourseAsync(owner => owner != victim);

        await victim.KillAsync();
        Assert.Equal(("high", changed.Epoch), await AnsweredAsync(elsewhere));
        await _cluster.UntilTakenOverAsync(victim);
        await victim.StartAgainAsync();
        await _cluster.UntilWholeAsync();
        await Recovering.UntilAsync(async () => (await EntriesAsync()).Length >= before.Length);

        Assert.Equal(before, await EntriesAsync());
        Assert.DoesNotContain("another history of policies", _server.Log.Text, StringComparison.Ordinal);
        Assert.Equal(("high", changed.Epoch), await AnsweredAsync(await CourseAsync(_ => true)));

        // One that never heard of it before answers by it, and it is taken back as ever.
        await using var late = await StartAsync("late");
        var known = late.Services.GetRequiredService<IPolicyRegistry>().State;
        Assert.Equal((true, true), (known.Find(name)!.IsApproved, known.RolloutOf(Course.Service, changed.Tag)!.IsReached));
        RolloutRecord? back = null;
        await Recovering.UntilAsync(async () => (back = await lead.RollBackAsync()).IsReached);
        Assert.Equal((changed.Epoch + 1, "low"), (back!.Epoch, back.Plan.Active.Version));
        Assert.Equal(("low", back.Epoch), await AnsweredAsync(new Course(late, "ep-late")));
    }

    private Task<AssembledServer> StartAsync(string name) =>
        AssembledServer.StartAsync(Path.Combine(_folder.FullName, name), _cluster.Endpoints, Policies, callTimeout: "5s", replicas: 1);

    private async Task<string[]> EntriesAsync() =>
        [.. (await _server.Services.GetRequiredService<IRegistryStore>().ReadAsync(0, CancellationToken.None)).Entries.Select(entry => Convert.ToHexString(entry.Span))];

    private async Task<Course> CourseAsync(Func<RedisServer, bool> isIt)
    {
        while (true)
        {
            var course = _server.Course();
            if (isIt(await _cluster.OwnerOfAsync(new RedisKeys(EpisodeTag.Of(course.Key)).Epoch.ToString())))
            {
                return course;
            }
        }
    }

    private static async Task<(string Version, long Epoch)> AnsweredAsync(Course course)
    {
        var request = course.TriageRequest(A.Mild);
        var provenance = (await OutageTests.UntilAvailableAsync(() => course.SendAsync(request))).Clinician.Provenance;
        return (provenance.Version, provenance.Epoch);
    }
}
