using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>What happens is told as it happens, on either store.</summary>
[Collection(nameof(BothServers))]
public sealed class WatchingTests(BothServers servers)
{
    private const string SameDay = "same-day";

    [Theory, OnBothStores]
    public async Task The_life_of_a_task_is_told_in_its_order(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        using var watch = server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity);
        var sign = await watch.NextAsync();
        Assert.Empty(sign.Changes);
        Assert.NotEmpty(sign.ResumeToken);

        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician;
        var raised = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.TaskChange.Raised, course.TaskName(SameDay), decision.Name, 1), (raised.Change, raised.Item.Task.Name, raised.Item.RaisedBy, raised.Item.TrajectoryVersion));

        await course.AcknowledgeAsync(SameDay);
        var taken = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.TaskChange.Acknowledged, "nurse-b"), (taken.Change, taken.Item.Task.AcknowledgedBy));

        await course.RecordAsync(A.Started(Wire.Step.Low));
        var moved = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.TaskChange.Changed, Wire.Step.Low), (moved.Change, moved.Item.Step));

        await course.CloseAsync(SameDay, 3);
        var closed = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.TaskChange.Closed, "nurse-b", Wire.TaskCloseReason.SafetyPlanAgreed), (closed.Change, closed.Item.Task.ClosedBy, closed.Item.Task.CloseReason));
    }

    [Theory, OnBothStores]
    public async Task The_life_of_a_decision_is_told_in_its_order(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        using var watch = server.Leads.WatchDecisions(new() { Service = Course.Service }, Lead.Identity);
        await watch.NextAsync();

        var decision = (await course.TriageAsync(A.Referral, A.Phq9(12).Named("first"), A.Gad7(9), A.Wsas(14))).Clinician;
        var made = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.DecisionChange.Recorded, decision.Name, decision.Provenance), (made.Change, made.Decision.Summary.Name, made.Decision.Provenance));
        Assert.Null(made.Decision.Summary.Confirmation);

        await course.AcceptAsync(decision.Name);
        var confirmed = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.DecisionChange.Confirmed, "dr-a"), (confirmed.Change, confirmed.Decision.Summary.Confirmation.Clinician));

        await course.RecordAsync(A.Correction("first", A.Phq9(20)));
        var unfounded = Assert.Single(await watch.NextOfAsync(course));
        Assert.Equal((Wire.DecisionChange.InputsChanged, true), (unfounded.Change, unfounded.Decision.Summary.InputsChanged));
    }

    [Theory, OnBothStores]
    public async Task From_the_token_of_a_list_everything_since_is_told_and_from_that_of_a_message_what_followed_it(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        var other = server.Course();
        var token = (await server.Leads.ListWorklistAsync(new() { Service = Course.Service, PageSize = 1 }, Lead.Identity)).WatchToken;
        await course.TriageAsync(A.MildWithRisk);
        await other.TriageAsync(A.MildWithRisk);
        await course.AcknowledgeAsync(SameDay);

        using var late = server.Leads.WatchWorklist(new() { Service = Course.Service, ResumeToken = token, Kinds = { Wire.TaskKind.SameDay } }, Lead.Identity);
        var first = await UntilAsync(late, course, Wire.TaskChange.Raised);
        await UntilAsync(late, course, Wire.TaskChange.Acknowledged);
        using var later = server.Leads.WatchWorklist(new() { Service = Course.Service, ResumeToken = first, Kinds = { Wire.TaskKind.SameDay } }, Lead.Identity);
        Assert.Equal(Wire.TaskChange.Acknowledged, Assert.Single(await later.NextOfAsync(course)).Change);
        using var elsewhere = server.Leads.WatchWorklist(new() { Service = Course.Service, ResumeToken = token, Kinds = { Wire.TaskKind.NoContact } }, Lead.Identity);
        Assert.Empty((await elsewhere.NextAsync()).Changes);
    }

    [Theory, OnBothStores]
    public async Task A_token_that_is_altered_or_of_another_question_is_refused_by_its_field(string store)
    {
        var server = servers.On(store);
        await server.Course().TriageAsync(A.MildWithRisk);
        await server.Course().TriageAsync(A.MildWithRisk);
        var page = await server.Leads.ListWorklistAsync(new() { Service = Course.Service, PageSize = 1 }, Lead.Identity);

        Wire.ListWorklistRequest[] lists =
        [
            new() { PageToken = "x" },
            new() { PageToken = page.WatchToken },
            new() { PageToken = page.NextPageToken, Kinds = { Wire.TaskKind.SameDay } },
            new() { PageToken = page.NextPageToken[..^2] + "AA" },
        ];
        foreach (var request in lists)
        {
            request.Service = Course.Service;
            var failure = await AssembledServer.FailureOf(server.Leads.ListWorklistAsync(request, Lead.Identity).ResponseAsync);
            Assert.Equal((StatusCode.InvalidArgument, "page_token"), (failure.Code, Assert.Single(failure.Fields)));
        }

        foreach (var token in (string[])["*", page.NextPageToken, page.WatchToken[..^4], new string('A', 5_000)])
        {
            using var watch = server.Leads.WatchDecisions(new() { Service = Course.Service, ResumeToken = token }, Lead.Identity);
            var failure = await watch.EndOfAsync();
            Assert.Equal((StatusCode.InvalidArgument, "resume_token"), (failure.Code, Assert.Single(failure.Fields)));
        }
    }

    [Theory, OnBothStores]
    public async Task A_client_that_is_not_ours_lists_watches_and_is_refused(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        await course.TriageAsync(A.MildWithRisk);
        var modules = new Dictionary<string, string> { ["NODE_PATH"] = Repository.PathOf("eng/clients/node_modules") };

        var run = await Shell.RunAsync(
            $"node tests/SteppedCare.FunctionalTests/Oversight/oversight-calls.js {server.Address.Authority} {Course.Service} {course.Key.Episode}", modules);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(
            ["TASK_KIND_SAME_DAY URGENCY_SAME_DAY false", "true", "true", "UNAUTHENTICATED INVALID_ARGUMENT", "NOT_FOUND"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, OnBothStores]
    public async Task A_client_in_Python_lists_watches_across_a_cut_reads_the_report_and_is_told_why_it_is_refused(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        await course.TriageAsync(A.MildWithRisk);
        await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);

        var run = await Shell.RunAsync(
            $"/usr/bin/python3 tests/SteppedCare.FunctionalTests/Oversight/oversight-calls.py {server.Address.Authority} {Course.Service} {course.Key.Episode}");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(
            [
                "TASK_KIND_SAME_DAY URGENCY_SAME_DAY 1",
                "TASK_CHANGE_ACKNOWLEDGED nurse-b",
                "TASK_CHANGE_CLOSED nurse-b",
                "1 talking-therapies TASK_KIND_SAME_DAY",
                "DECISION_CHANGE_CONFIRMED dr-a",
                "True",
                "True ['confirmed', 'experience-satisfied-mostly']",
                "UNAUTHENTICATED PERSON_REQUIRED",
                "PERMISSION_DENIED ROLE_REQUIRED",
                "NOT_FOUND SERVICE_UNKNOWN",
                "INVALID_ARGUMENT INVALID_FIELDS",
                "INVALID_ARGUMENT INVALID_FIELDS",
                "NOT_FOUND SERVICE_UNKNOWN",
                "INVALID_ARGUMENT INVALID_FIELDS",
                "FAILED_PRECONDITION TASK_CLOSED",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // Others' changes may stand between; the token of the message that has ours.
    private static async Task<string> UntilAsync(AsyncServerStreamingCall<Wire.WatchWorklistResponse> watch, Course course, Wire.TaskChange change)
    {
        while (true)
        {
            var message = await watch.NextAsync();
            if (message.Changes.SingleOrDefault(each => each.Item.Episode == course.Name) is { } ours)
            {
                Assert.Equal(change, ours.Change);
                return message.ResumeToken;
            }
        }
    }
}
