using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Sweeping;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>What is left to do once care has ended: whatever is about danger, and nothing else.</summary>
[Collection(nameof(BothServers))]
public sealed class EndedTests(BothServers servers)
{
    private const string SameDay = "same-day";
    private const string Late = "risk-task-late";
    private const string Review = "review-due";

    private static readonly Wire.TaskKind[] s_all = [Wire.TaskKind.SameDay, Wire.TaskKind.ReviewDue, Wire.TaskKind.RiskTaskLate, Wire.TaskKind.ConfirmationWait];
    private static readonly Wire.TaskKind[] s_aboutDanger = [Wire.TaskKind.SameDay, Wire.TaskKind.RiskTaskLate];

    [Theory, OnBothStores]
    public async Task The_end_of_an_episode_takes_its_tasks_off_the_list_but_for_those_about_danger(string store)
    {
        var server = servers.On(store);
        var course = await LeftAloneAsync(server);
        Assert.Equal(s_all, await ListedAsync(server, course));
        using var watch = server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity);
        await watch.NextAsync();

        await course.RecordAsync(A.End);

        var gone = await watch.NextOfAsync(course);
        Assert.Equal([course.TaskName(Review), course.TaskName("confirmation-wait")], gone.Select(change => change.Item.Task.Name));
        Assert.All(gone, change => Assert.Equal(
            (Wire.TaskChange.Closed, "", Wire.TaskCloseReason.EpisodeEnded, server.Clock.Now.Stamp()),
            (change.Change, change.Item.Task.ClosedBy, change.Item.Task.CloseReason, change.Item.Task.ClosedAt)));
        Assert.Equal(s_aboutDanger, await ListedAsync(server, course));
        var episode = await course.GetAsync();
        Assert.Equal(s_all, episode.Tasks.Select(task => task.Kind).Order());
        Assert.Equal(s_aboutDanger, episode.Tasks.Where(task => task.CloseReason == Wire.TaskCloseReason.Unspecified).Select(task => task.Kind).Order());
        await course.RefusedAsync("EPISODE_ENDED", () => course.AcknowledgeAsync(Review));
        await course.RefusedAsync("EPISODE_ENDED", () => course.CloseAsync(Review, episode.TrajectoryVersion));

        foreach (var kind in (string[])[SameDay, Late])
        {
            await course.CloseAsync(kind, episode.TrajectoryVersion);
            Assert.Equal((Wire.TaskChange.Closed, "nurse-b"), Assert.Single(await watch.NextOfAsync(course)) is var closed ? (closed.Change, closed.Item.Task.ClosedBy) : default);
        }

        Assert.Empty(await ListedAsync(server, course));
        Assert.Null((await course.GetAsync()).NextDue);
    }

    [Theory, OnBothStores]
    public async Task Where_the_end_is_withdrawn_what_was_to_be_done_stands_again(string store)
    {
        var server = servers.On(store);
        var course = await LeftAloneAsync(server);
        await course.RecordAsync(A.End.Named("the-end"));
        using var watch = server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity);
        await watch.NextAsync();

        await course.RecordAsync(A.Withdrawal("the-end"));

        Assert.Equal(
            [(Wire.TaskChange.Raised, course.TaskName(Review)), (Wire.TaskChange.Raised, course.TaskName("confirmation-wait"))],
            (await watch.NextOfAsync(course)).Select(change => (change.Change, change.Item.Task.Name)));
        Assert.Equal(s_all, await ListedAsync(server, course));
    }

    // A week after a triage that found danger: the clock has told of all that nobody did.
    private static async Task<Course> LeftAloneAsync(AssembledServer server)
    {
        var course = server.Course();
        await course.TriageAsync(A.MildWithRisk);
        server.Clock.Now = AssembledServer.Monday.AddDays(8);
        var service = server.Services.GetRequiredService<IRollouts>().Find(Course.Service)!.Service;
        await server.Services.GetRequiredService<EpisodeSweep>().SweepAsync(course.Key, service, CancellationToken.None);
        return course;
    }

    private static async Task<IEnumerable<Wire.TaskKind>> ListedAsync(AssembledServer server, Course course) =>
        (await server.ListAsync()).Where(item => item.Episode == course.Name).Select(item => item.Task.Kind).Order();
}
