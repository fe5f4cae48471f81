using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Rollouts;
using SteppedCare.Server.Sweeping;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Sweeping;

/// <summary>A change of what answers changes when everybody falls due, also for those whom nobody writes to.</summary>
public sealed class RecountTests : IAsyncLifetime
{
    private const int People = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-recounts-");

    public Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, Lead.Policy, "late")).FullName;
        return File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Watching(60));
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(BothServers.Embedded, 1)]
    [InlineData(BothServers.Redis, 2)]
    public async Task After_a_change_of_policy_everybody_falls_due_by_the_new_one_though_the_first_server_stopped_halfway(string store, int servers)
    {
        await using var clocks = await Clocks.StartAsync(store, servers, _folder.FullName);
        var courses = Enumerable.Range(0, People).Select(number => new Course(clocks.First, $"ep-{number}")).ToList();
        foreach (var course in courses)
        {
            await course.RecordAsync(A.Referral.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
        }

        Assert.Equal(Enumerable.Repeat(60, People), await DaysAsync(clocks));

        var lead = new Lead(clocks.First);
        await lead.PublishAsync("early", Watching(14));
        await lead.RollOutAsync("early");

        // Nobody begins while a call may still be under way that looked before the change.
        await clocks.SweepAsync(0);
        Assert.Equal(Enumerable.Repeat(60, People), await DaysAsync(clocks));

        clocks.Now += clocks.First.Services.GetRequiredService<SweepOptions>().Settle;
        await UntilKnownAsync(clocks, lead);
        Assert.True(await clocks.StopInSweepAsync(0, question: 25, isAnswered: true));
        Assert.Equal([14, 60], (await DaysAsync(clocks)).Distinct().Order());

        await clocks.EndLeasesAsync();

        // The second server saw the change only now, and waits by itself.
        await clocks.SweepAsync(servers - 1);
        clocks.Now += clocks.First.Services.GetRequiredService<SweepOptions>().Settle;
        await clocks.SweepAsync(servers - 1);
        Assert.Equal(Enumerable.Repeat(14, People), await DaysAsync(clocks));

        clocks.Now = AssembledServer.Monday.AddDays(14);
        await clocks.SweepAsync(0);
        foreach (var course in courses)
        {
            Assert.Equal("no-contact", Assert.Single(await clocks.ToldAsync(course.Key)).Notice.Watch);
        }
    }

    [Theory]
    [InlineData(BothServers.Embedded)]
    [InlineData(BothServers.Redis)]
    public async Task A_store_that_an_earlier_release_wrote_is_gone_through_once_and_then_lists_everything_that_is_open(string store)
    {
        await using var clocks = await Clocks.StartAsync(store, servers: 1);
        var courses = Enumerable.Range(0, People).Select(number => new Course(clocks.First, $"ep-{number}")).ToList();
        foreach (var course in courses)
        {
            await course.TriageAsync(A.MildWithRisk);
        }

        var index = clocks.First.Services.GetRequiredService<ITrajectoryIndex>();
        var trajectories = clocks.First.Services.GetRequiredService<ITrajectoryStore>();
        var worklist = clocks.First.Services.GetRequiredService<IWorklistIndex>();
        var listed = await worklist.ReadAsync(Course.Service, WorklistFilter.All, null, 1_000, CancellationToken.None);
        Assert.Equal(People, listed.Count);

        // As an earlier release leaves it: worked out under this rollout, by what it knew then.
        foreach (var course in courses)
        {
            Assert.Equal(CommitResult.Committed, await trajectories.ReindexAsync(course.Key, 1, null, new(AssembledServer.Monday.AddYears(1), []), CancellationToken.None));
        }

        foreach (var tag in EpisodeTag.All(Course.Service))
        {
            await index.WriteRecountAsync(tag, $"1|{(await index.ReadRecountAsync(tag, CancellationToken.None)).Epoch}|*", CancellationToken.None);
        }

        Assert.Empty(await worklist.ReadAsync(Course.Service, WorklistFilter.All, null, 1_000, CancellationToken.None));
        await clocks.SweepAsync(0);
        clocks.Now += clocks.First.Services.GetRequiredService<SweepOptions>().Settle;
        await clocks.SweepAsync(0);

        Assert.Equal(listed, await worklist.ReadAsync(Course.Service, WorklistFilter.All, null, 1_000, CancellationToken.None));
        Assert.All(await DaysAsync(clocks), day => Assert.Equal(0, day));
        foreach (var tag in EpisodeTag.All(Course.Service))
        {
            Assert.Matches(@"^3\|.*\|\*$", (await index.ReadRecountAsync(tag, CancellationToken.None)).Mark);
        }
    }

    // Nobody's request fails because of it, and no day is set by the rollout that this server happens to hold.
    [Theory]
    [InlineData(BothServers.Embedded)]
    [InlineData(BothServers.Redis)]
    public async Task A_server_that_lacks_the_rollout_of_a_part_leaves_the_day_to_the_clock(string store)
    {
        await using var clocks = await Clocks.StartAsync(store, servers: 1);
        var course = new Course(clocks.First, "ep-1");
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician;
        await clocks.First.Services.GetRequiredService<Server.Registry.IRegistryStore>().AdvanceEpochAsync(EpisodeTag.Of(course.Key), new TagEpoch(99, 7), CancellationToken.None);
        Func<Task>[] writes =
        [
            () => course.RecordAsync(A.Aged(30)), () => course.AcknowledgeAsync("same-day"), () => course.AcceptAsync(decision.Name),
            () => course.CloseAsync("same-day", seen: 4),
        ];

        foreach (var write in writes)
        {
            clocks.Now += TimeSpan.FromMinutes(1);
            await write();
            var index = clocks.First.Services.GetRequiredService<ITrajectoryIndex>();
            Assert.Equal(clocks.Now, Assert.Single(await index.ReadDueAsync(EpisodeTag.Of(course.Key), clocks.Now, 10, CancellationToken.None)).Due);
        }
    }

    private static string Watching(int days) => Scripts.Low + $"\nWatch(\"no-contact\").After(p => p.DaysSinceLastContact, {days}).Raise(NoContact);\n";

    // Each server reads the registry once a second.
    private static async Task UntilKnownAsync(Clocks clocks, Lead lead)
    {
        for (var server = 0; server < clocks.Count; server++)
        {
            var rollouts = clocks[server].Services.GetRequiredService<Server.Decisions.IRollouts>();
            await Until.ItHoldsAsync(() => rollouts.Find(Course.Service)!.Epoch == lead.Present.Epoch, () => "A server does not answer by the new rollout.");
        }
    }

    private static async Task<IEnumerable<int>> DaysAsync(Clocks clocks)
    {
        var index = clocks.First.Services.GetRequiredService<ITrajectoryIndex>();
        var due = await Task.WhenAll(EpisodeTag.All(Course.Service).Select(tag => index.ReadDueAsync(tag, DateTimeOffset.MaxValue, People, CancellationToken.None)));
        return due.SelectMany(found => found).Select(episode => DateOnly.FromDateTime(episode.Due.UtcDateTime).DayNumber - LeftAlone.Date(0).DayNumber);
    }
}
