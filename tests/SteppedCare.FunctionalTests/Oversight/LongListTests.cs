using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Trajectories;
using Xunit.Abstractions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>A page of a long list costs about what a page of a short one does. <c>eng/long worklist</c> asks for 100,000 open tasks.</summary>
[Collection(nameof(OwnServers))]
public sealed class LongListTests(OwnServers servers, ITestOutputHelper output)
{
    private const int Asked = 15;

    private static readonly int s_episodes =
        int.TryParse(Environment.GetEnvironmentVariable("STEPPEDCARE_OPEN_TASKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 4_000;

    [Theory, OnBothStores]
    public async Task A_page_of_a_long_list_comes_soon_wherever_it_stands(string store)
    {
        var server = servers.On(store);
        var trajectories = server.Services.GetRequiredService<ITrajectoryStore>();
        await Parallel.ForEachAsync(Enumerable.Range(0, s_episodes), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, token) =>
            Assert.Equal(CommitResult.Committed, await trajectories.CommitAsync(new EpisodeKey(Course.Service, $"long-{number}"), Open(number), token)));
        server.Clock.Now = AssembledServer.Monday.AddDays(30);

        var first = await MedianAsync("the first page", store, server, new() { PageSize = 50 });
        Assert.InRange(first.Counts.Sum(counted => counted.Open), s_episodes, int.MaxValue);
        Assert.Equal(50, first.Items.Count);
        await MedianAsync("the second page", store, server, new() { PageSize = 50, PageToken = first.NextPageToken });
        var large = await MedianAsync("500 at once", store, server, new() { PageSize = 500 });
        Assert.Equal(500, large.Items.Count);
        var rare = await MedianAsync(
            "50 of few", store, server, new() { PageSize = 50, Steps = { Wire.Step.Specialist }, Acknowledgement = Wire.Acknowledgement.Given });
        Assert.Empty(rare.Items);
        var late = await MedianAsync("those of one kind, by age", store, server, new() { PageSize = 50, Kinds = { Wire.TaskKind.NoContact }, MinimumAge = Duration.FromTimeSpan(TimeSpan.FromDays(30)) });
        Assert.All(late.Items, item => Assert.Equal(Wire.TaskKind.NoContact, item.Task.Kind));
        if (store == BothServers.Redis)
        {
            await SizeAsync(servers.StoreOf(store));
        }
    }

    private async Task<Wire.ListWorklistResponse> MedianAsync(string what, string store, AssembledServer server, Wire.ListWorklistRequest request)
    {
        request.Service = Course.Service;
        var times = new List<double>();
        var last = new Wire.ListWorklistResponse();
        for (var asked = 0; asked < Asked; asked++)
        {
            // A token is bound to the question alone, whatever the size of its page.
            var began = TimeProvider.System.GetTimestamp();
            last = await server.Leads.ListWorklistAsync(request, Lead.Identity).ResponseAsync.WaitAsync(AssembledServer.Patience);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store}, {s_episodes} open, {what}: {times.Order().ElementAt(Asked / 2):F1} ms, at most {times.Max():F1} ms"));
        return last;
    }

    private async Task SizeAsync(OwnStore own)
    {
        var bytes = 0L;
        foreach (var tag in EpisodeTag.All(Course.Service))
        {
            var keys = new RedisKeys(tag);
            bytes += (long)await own.Redis.CommandAsync("MEMORY", "USAGE", keys.Worklist.ToString(), "SAMPLES", 0);
            bytes += (long)await own.Redis.CommandAsync("MEMORY", "USAGE", keys.Open.ToString(), "SAMPLES", 0);
        }

        output.WriteLine($"{bytes / s_episodes} bytes an open task");
        Assert.InRange(bytes / s_episodes, 30, 400);
    }

    // One task each, of all kinds that stand still and a few about danger, as a decision raised it.
    private static EpisodeCommit Open(int number)
    {
        var kind = number % 50 == 0 ? TaskKind.SameDay : (TaskKind)((int)TaskKind.ReviewDue + (number % 5));
        var raised = AssembledServer.Monday.AddMinutes(-(number % 10_000));
        var record = new DecisionRecord
        {
            Call = DecisionCall.Review,
            AsOf = raised,
            Revision = new RevisionName("talking-therapies", "2026.1", new string('a', 64)),
            LanguageVersion = 1,
            Epoch = 1,
            Rule = 0,
            Outcome = Outcome.Continue,
            Step = Step.Low,
            Tasks = [new RaisedTask(kind, raised.AddDays(number % 60), RiskFirst: false)],
            NextReview = null,
            NextDue = null,
            Facts = [.. new byte[40]],
            Consent = true,
        };
        var trajectory = new Trajectory(
            [.. new byte[TrajectoryCodec.NonceLength]], [new TrajectoryEntry(raised, new RequestMark(EpisodeMethod.Review, "r1", 7), [], new Decided(record))]);
        return AnEpisode.Upon(0) with
        {
            Epoch = null, Trajectory = TrajectoryCodec.Encode(trajectory), OpenTasks = OpenTask.Of(EpisodeHistory.Of(trajectory, TimeZoneInfo.Utc)),
        };
    }
}
