using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.FunctionalTests.EndToEnd;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>What a service lead opens first in the morning, on either store.</summary>
[Collection(nameof(BothServers))]
public sealed class ListTests(BothServers servers)
{
    private const string SameDay = "same-day";

    [Theory, OnBothStores]
    public async Task A_task_is_on_the_list_from_the_decision_that_raised_it_to_the_person_who_closes_it(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician;

        var raised = Assert.Single(await OfAsync(server, course));
        Assert.Equal((course.TaskName(SameDay), Wire.Urgency.SameDay, decision.Name), (raised.Task.Name, raised.Urgency, raised.RaisedBy));
        Assert.Equal((Wire.Step.Unspecified, true, false, 1), (raised.Step, raised.Task.RiskFirst, raised.Overdue, raised.TrajectoryVersion));
        Assert.Equal((AssembledServer.Monday.Stamp(), AssembledServer.Monday.AddHours(8).Stamp()), (raised.Task.RaisedAt, raised.Task.DueAt));

        server.Clock.Now = AssembledServer.Monday.AddHours(9);
        await course.RecordAsync(A.Started(Wire.Step.Low));
        await course.AcknowledgeAsync(SameDay);
        var taken = Assert.Single(await OfAsync(server, course, new() { Acknowledgement = Wire.Acknowledgement.Given }));
        Assert.Equal(("nurse-b", Wire.Step.Low, true), (taken.Task.AcknowledgedBy, taken.Step, taken.Overdue));
        Assert.Equal(TimeSpan.FromHours(9), taken.Age.ToTimeSpan());
        Assert.Empty(await OfAsync(server, course, new() { Acknowledgement = Wire.Acknowledgement.Awaited }));

        await course.CloseAsync(SameDay, taken.TrajectoryVersion);
        Assert.Empty(await OfAsync(server, course));
    }

    [Theory, OnBothStores]
    public async Task Filters_ask_for_kinds_steps_and_age(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        await course.TriageAsync(A.MildWithRisk);
        server.Clock.Now = AssembledServer.Monday.AddHours(2);

        Assert.NotEmpty(await OfAsync(server, course, new() { Kinds = { Wire.TaskKind.CrisisNow, Wire.TaskKind.SameDay } }));
        Assert.Empty(await OfAsync(server, course, new() { Kinds = { Wire.TaskKind.ReviewDue } }));
        Assert.NotEmpty(await OfAsync(server, course, new() { Steps = { Wire.Step.Unspecified, Wire.Step.High } }));
        Assert.Empty(await OfAsync(server, course, new() { Steps = { Wire.Step.Low } }));
        Assert.NotEmpty(await OfAsync(server, course, new() { MinimumAge = Duration.FromTimeSpan(TimeSpan.FromHours(2)) }));
        Assert.Empty(await OfAsync(server, course, new() { MinimumAge = Duration.FromTimeSpan(TimeSpan.FromHours(2) + TimeSpan.FromMilliseconds(1)) }));
    }

    [Theory, OnBothStores]
    public async Task Pages_follow_each_other_and_the_first_counts_them_all(string store)
    {
        var server = servers.On(store);
        var courses = Enumerable.Range(0, 7).Select(_ => server.Course()).ToArray();
        foreach (var course in courses)
        {
            server.Clock.Now += TimeSpan.FromMinutes(1);
            await course.TriageAsync(A.MildWithRisk);
        }

        var whole = await server.ListAsync();
        var paged = await server.ListAsync(new() { PageSize = 2 });
        var first = await server.Leads.ListWorklistAsync(new() { Service = Course.Service, PageSize = 2 }, Lead.Identity);
        var second = await server.Leads.ListWorklistAsync(new() { Service = Course.Service, PageSize = 2, PageToken = first.NextPageToken }, Lead.Identity);

        Assert.Equal(whole.Select(item => item.Task.Name), paged.Select(item => item.Task.Name));
        Assert.Equal(courses.Select(course => course.Name), whole.Select(item => item.Episode).Where(name => courses.Any(course => course.Name == name)));
        Assert.Equal(whole.OrderBy(item => item.Urgency).ThenBy(item => item.Task.DueAt.ToDateTime()).Select(item => item.Task.Name), whole.Select(item => item.Task.Name));
        Assert.Equal(
            whole.GroupBy(item => item.Urgency).Select(of => new Wire.UrgencyCount { Urgency = of.Key, Open = of.Count(), Overdue = of.Count(item => item.Overdue) }), first.Counts);
        Assert.NotEmpty(first.WatchToken);
        Assert.Equal(("", 0), (second.WatchToken, second.Counts.Count));
        Assert.DoesNotContain(server.Log.Errors, line => line.Contains("ep-", StringComparison.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task Decisions_come_in_the_order_of_recording_and_by_what_was_asked_for(string store)
    {
        var server = servers.On(store);
        var (one, two) = (server.Course(), server.Course());
        var hour = AssembledServer.Monday.AddDays(400 + (store == BothServers.Redis ? 1 : 0));
        server.Clock.Now = hour;
        var first = (await one.TriageAsync(A.Mild)).Clinician;
        await one.AcceptAsync(first.Name);
        server.Clock.Now = hour.AddHours(1);
        var second = (await two.TriageAsync(A.MildWithRisk)).Clinician;
        server.Clock.Now = hour.AddHours(2);
        var third = (await one.ReviewAsync(A.FourSessionsWithoutResponse)).Clinician;

        var all = await server.DecidedAsync(new Wire.ListDecisionsRequest { From = hour.Stamp(), PageSize = 1 });
        Assert.Equal([first.Name, second.Name, third.Name], all.Select(decision => decision.Summary.Name));
        Assert.Equal("dr-a", all[0].Summary.Confirmation.Clinician);
        Assert.Equal((hour.AddHours(1).Stamp(), second.Provenance, Wire.TaskKind.SameDay), (all[1].RecordedAt, all[1].Provenance, all[1].Tasks[0]));

        await AreAsync([second], new() { From = hour.AddMinutes(1).Stamp(), Before = hour.AddHours(2).Stamp() });
        await AreAsync([first, second], new() { From = hour.Stamp(), Call = Wire.DecisionCall.Triage });
        await AreAsync([third], new() { From = hour.Stamp(), Outcomes = { third.Advice.Outcome } });
        await AreAsync([first, second, third], new() { From = hour.Stamp(), Version = first.Provenance.Version });
        await AreAsync([], new() { From = hour.Stamp(), Version = "none" });
        await AreAsync([], new() { From = hour.AddHours(3).Stamp() });
        var every = await server.DecidedAsync(new Wire.ListDecisionsRequest { PageSize = 100 });
        Assert.Equal(every.Select(decision => decision.Summary.Name).Distinct().Count(), every.Count);
        Assert.Equal([first.Name, second.Name, third.Name], every.Select(decision => decision.Summary.Name).TakeLast(3));

        async Task AreAsync(Wire.Decision[] expected, Wire.ListDecisionsRequest request) =>
            Assert.Equal(expected.Select(decision => decision.Name), (await server.DecidedAsync(request)).Select(decision => decision.Summary.Name));
    }

    [Theory, OnBothStores]
    public async Task An_unknown_service_is_named_as_the_field_at_fault(string store)
    {
        var server = servers.On(store);

        var list = await AssembledServer.FailureOf(server.Leads.ListWorklistAsync(new() { Service = "nowhere" }, Lead.Identity).ResponseAsync);
        var decisions = await AssembledServer.FailureOf(server.Leads.ListDecisionsAsync(new() { Service = "nowhere" }, Lead.Identity).ResponseAsync);
        using var tasks = server.Leads.WatchWorklist(new() { Service = "nowhere" }, Lead.Identity);
        using var made = server.Leads.WatchDecisions(new() { Service = "nowhere" }, Lead.Identity);

        foreach (var failure in (Services.Failure[])[list, decisions, await tasks.EndOfAsync(), await made.EndOfAsync()])
        {
            Assert.Equal((StatusCode.NotFound, "SERVICE_UNKNOWN"), (failure.Code, failure.Reason));
            Assert.Equal(["service"], failure.Fields);
        }
    }

    private static async Task<List<Wire.WorklistItem>> OfAsync(AssembledServer server, Course course, Wire.ListWorklistRequest? request = null) =>
        [.. (await server.ListAsync(request)).Where(item => item.Episode == course.Name)];
}
