using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Rollouts;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Sweeping;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Sweeping;

public sealed class SweepTests(SweepTests.OneServer one) : IClassFixture<SweepTests.OneServer>
{
    private static readonly DateTimeOffset s_today = AssembledServer.Monday;

    [Fact]
    public async Task A_task_that_the_clock_raised_says_what_fell_due_and_when()
    {
        var clocks = one.Clocks;
        clocks.Now = s_today;
        var course = new Course(clocks.First, "seen");
        await course.RecordAsync(A.Referral.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
        clocks.Now = s_today.AddDays(62);
        await clocks.SweepAsync(0);

        var episode = await course.GetAsync();

        Assert.Empty(episode.Decisions);
        Assert.Equal([Wire.TaskKind.FirstTreatmentWait, Wire.TaskKind.NoContact], episode.Tasks.Select(task => task.Kind));
        var task = episode.Tasks[1];
        Assert.Equal(("no-contact", s_today.Date.AddDays(60), clocks.Now), (task.Watch, task.FellDueAt.ToDateTime(), task.RaisedAt.ToDateTimeOffset()));
        Assert.Equal(s_today.Date.AddDays(67), task.DueAt.ToDateTime());

        // Overdue as it is, the first task is what people are told of first; the clock goes on to ninety days.
        Assert.Equal(s_today.Date.AddDays(49), episode.NextDue.ToDateTime());
        Assert.Equal(s_today.Date.AddDays(90), (await DueAsync(clocks, course)).UtcDateTime);

        await course.CloseAsync("no-contact", episode.TrajectoryVersion);
        await clocks.SweepAsync(0);
        Assert.Equal(2, (await clocks.ToldAsync(course.Key)).Count);
    }

    [Fact]
    public async Task Servers_that_sweep_the_same_people_at_once_tell_each_thing_once()
    {
        await using var clocks = await Clocks.StartAsync(BothServers.Redis, servers: 2);
        var courses = Enumerable.Range(0, 20).Select(number => new Course(clocks.First, $"ep-{number}")).ToList();
        foreach (var course in courses)
        {
            await course.RecordAsync(A.Referral.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
        }

        clocks.Now = s_today.AddDays(125);
        await Task.WhenAll(courses.SelectMany(course => Enumerable.Range(0, clocks.Count).Select(server => SweepAsync(clocks[server], course))));

        foreach (var course in courses)
        {
            Assert.Equal([42, 60, 90, 120], (await clocks.ToldAsync(course.Key)).Select(told => (told.Notice.FellDue.Date - s_today.Date).Days));
        }
    }

    [Fact]
    public async Task An_episode_that_cannot_be_read_keeps_nobody_waiting_and_is_tried_again_ever_later()
    {
        var clocks = one.Clocks;
        clocks.Now = s_today;
        var store = clocks.First.Services.GetRequiredService<ITrajectoryStore>();
        var course = new Course(clocks.First, "readable");
        await course.RecordAsync(A.Referral.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
        var broken = new EpisodeKey(Course.Service, "a-secret-name");
        await WorkedOutAnewAsync(clocks);
        await store.CommitAsync(broken, Unreadable(), CancellationToken.None);

        clocks.Now = s_today.AddDays(43);
        await clocks.SweepAsync(0);
        Assert.Equal("first-treatment-wait", Assert.Single(await clocks.ToldAsync(course.Key)).Notice.Watch);
        Assert.Equal(clocks.Now.AddMinutes(2), await DueAsync(clocks, broken));

        clocks.Now = clocks.Now.AddMinutes(2);
        await clocks.SweepAsync(0);
        Assert.Equal(clocks.Now.AddMinutes(4), await DueAsync(clocks, broken));

        Assert.Contains($"{MetricNames.SweepFailures}{{kind=\"unreadable\"}} 2", await clocks.First.MetricsAsync());
        Assert.Contains("could not be looked at", clocks.First.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(broken.Episode, clocks.First.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_index_and_is_not_due_is_moved_to_where_it_is()
    {
        var clocks = one.Clocks;
        clocks.Now = s_today;
        var store = clocks.First.Services.GetRequiredService<ITrajectoryStore>();
        var course = new Course(clocks.First, "moved");
        await course.RecordAsync(A.Referral.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
        Assert.Equal(CommitResult.Committed, await store.ReindexAsync(course.Key, 1, null, new(s_today.AddDays(-400)), CancellationToken.None));

        await clocks.SweepAsync(0);

        Assert.Empty(await clocks.ToldAsync(course.Key));
        Assert.Equal(s_today.Date.AddDays(42), (await DueAsync(clocks, course)).UtcDateTime);
    }

    [Fact]
    public async Task A_server_sweeps_by_itself_and_says_how_far_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("steppedcare-sweep-");
        await using (var server = await AssembledServer.StartAsync(folder.FullName, sweeps: true))
        {
            var course = server.Course();
            await course.RecordAsync(new[] { A.Referral, A.Phq9(12, item9: 2) }.On($"{LeftAlone.Date(0):yyyy-MM-dd}"));
            server.Clock.Now += Timers.DecisionFollows;

            await Until.ItHoldsAsync(async () => (await course.GetAsync()).Tasks.Any(task => task.Watch == "danger-undecided"), () => "The clock did not tell of danger.");
            await Until.ItHoldsAsync(
                async () => await server.MetricsAsync() is var metrics
                    && metrics.Contains($"{MetricNames.SweepNotices}{{task=\"same_day\"}} 1") && metrics.Contains($"{MetricNames.SweepLag} 0"),
                () => "The clock does not say what it did.");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_says_nothing_of_rounds_before_it_made_one_and_how_long_it_cannot_look_at_a_part()
    {
        var isAway = false;
        await using var clocks = await Clocks.StartAsync(
            BothServers.Embedded, servers: 1, beforeIndex: (method, _) => isAway && method == nameof(ITrajectoryIndex.ReadDueAsync) ? throw new StoreUnavailableException("Away.") : null);
        Assert.DoesNotContain(await clocks.First.MetricsAsync(), line => line.StartsWith($"{MetricNames.SweepLag} ", StringComparison.Ordinal) || line.StartsWith($"{MetricNames.SweepRoundAge} ", StringComparison.Ordinal));

        await clocks.SweepAsync(0);
        Assert.Contains($"{MetricNames.SweepLag} 0", await clocks.First.MetricsAsync());
        Assert.Contains(await clocks.First.MetricsAsync(), line => line.StartsWith($"{MetricNames.SweepRoundAge} ", StringComparison.Ordinal));

        clocks.Now += TimeSpan.FromHours(1);
        isAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => clocks.SweepAsync(0));
        Assert.Contains($"{MetricNames.SweepLag} 3600", await clocks.First.MetricsAsync());

        isAway = false;
        await clocks.SweepAsync(0);
        Assert.Contains($"{MetricNames.SweepLag} 0", await clocks.First.MetricsAsync());
    }

    // As after any first start. Whoever cannot be read is met there, too.
    private static async Task WorkedOutAnewAsync(Clocks clocks)
    {
        await clocks.SweepAsync(0);
        clocks.Now += clocks.First.Services.GetRequiredService<SweepOptions>().Settle;
        await clocks.SweepAsync(0);
    }

    private static Task SweepAsync(AssembledServer server, Course course) => server.Services.GetRequiredService<EpisodeSweep>().SweepAsync(
        course.Key, server.Services.GetRequiredService<IRollouts>().Find(Course.Service)!.Service, CancellationToken.None);

    // The header of a first version, and nothing after it that anybody wrote.
    private static EpisodeCommit Unreadable() => new()
    {
        ExpectedVersion = 0,
        Epoch = null,
        Trajectory = new byte[] { 1, 1, 0, 0, 0, 99 },
        Log = new LogReference(EpisodeMethod.RecordEvents, new byte[32]),
        EarliestDue = s_today,
        OldestOpenRiskTask = null,
        OpenTasks = [],
        Reply = null,
    };

    private static Task<DateTimeOffset> DueAsync(Clocks clocks, Course course) => DueAsync(clocks, course.Key);

    private static async Task<DateTimeOffset> DueAsync(Clocks clocks, EpisodeKey key)
    {
        var index = clocks.First.Services.GetRequiredService<ITrajectoryIndex>();
        return (await index.ReadDueAsync(EpisodeTag.Of(key), DateTimeOffset.MaxValue, 100, CancellationToken.None)).Single(due => due.Episode == key.Episode).Due;
    }

    /// <summary>One server for all that do not harm it.</summary>
    public sealed class OneServer : IAsyncLifetime
    {
        internal Clocks Clocks { get; private set; } = null!;

        public async Task InitializeAsync() => Clocks = await Clocks.StartAsync(BothServers.Embedded, servers: 1);

        public async Task DisposeAsync() => await Clocks.DisposeAsync();
    }
}
