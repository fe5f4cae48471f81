using Google.Rpc;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Calls that cannot be carried out, with good events: the wrong name, the wrong moment, too much at once.</summary>
[Collection(nameof(BothServers))]
public sealed class RefusalTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task A_service_that_is_not_configured_is_not_found(string store)
    {
        var course = servers.On(store).Course();
        var (triage, review, record, evaluate) =
            (course.TriageRequest(A.Mild), course.ReviewRequest(), course.RecordRequest(A.Mild), course.EvaluateRequest(Wire.DecisionCall.Triage, A.Mild));
        triage.Service = review.Service = record.Service = evaluate.Service = "nowhere";
        Func<Task>[] calls =
        [
            () => course.SendAsync(triage), () => course.SendAsync(review), () => course.SendAsync(record), () => course.SendAsync(evaluate),
            () => course.GetDecisionAsync("services/nowhere/episodes/e/decisions/1"),
            () => course.SendAsync(new Wire.CloseTaskRequest
            {
                Name = "services/nowhere/episodes/e/tasks/same-day", RequestId = "r", Person = "p", Reason = Wire.TaskCloseReason.Done, SeenVersion = 1,
            }),
        ];

        foreach (var call in calls)
        {
            var failure = new Services.Failure(await Assert.ThrowsAsync<RpcException>(call));

            Assert.Equal((StatusCode.NotFound, "SERVICE_UNKNOWN"), (failure.Code, failure.Reason));
            Assert.Equal("steppedcare.v1.Service", failure.Detail<ResourceInfo>()!.ResourceType);
        }
    }

    [Theory, OnBothStores]
    public async Task An_episode_that_was_not_referred_is_not_found(string store)
    {
        var course = servers.On(store).Course();
        Func<Task>[] calls =
        [
            () => course.TriageAsync(), () => course.TriageAsync(A.Phq9(12)), () => course.TriageAsync(A.Phq9(12), A.Referral), () => course.ReviewAsync(),
            () => course.RecordAsync(A.Session()), () => course.GetAsync(), () => course.GetDecisionAsync($"{course.Name}/decisions/1"),
            () => course.AcceptAsync($"{course.Name}/decisions/1"), () => course.AcknowledgeAsync("same-day"), () => course.CloseAsync("same-day", seen: 1),
            () => course.EvaluateAsync(Wire.DecisionCall.Review),
        ];

        foreach (var call in calls)
        {
            var failure = new Services.Failure(await Assert.ThrowsAsync<RpcException>(call));

            Assert.Equal((StatusCode.NotFound, "EPISODE_UNKNOWN"), (failure.Code, failure.Reason));
        }
    }

    [Theory, OnBothStores]
    public async Task A_name_that_is_none_is_refused_before_anything_is_looked_for(string store)
    {
        var course = servers.On(store).Course();

        var decision = await AssembledServer.FailureOf(course.GetDecisionAsync($"{course.Name}/decisions/01"));
        var task = await AssembledServer.FailureOf(course.CloseAsync("tomorrow", seen: 1));
        var episode = await AssembledServer.FailureOf(
            course.Server.Decisions.GetEpisodeAsync(new() { Service = "demo", Episode = "Jane Doe" }).ResponseAsync.WaitAsync(AssembledServer.Patience));

        Assert.Equal((StatusCode.InvalidArgument, "name"), (decision.Code, Assert.Single(decision.Fields)));
        Assert.Equal((StatusCode.InvalidArgument, "name"), (task.Code, Assert.Single(task.Fields)));
        Assert.Equal((StatusCode.InvalidArgument, "episode"), (episode.Code, Assert.Single(episode.Fields)));
        Assert.DoesNotContain("Jane", episode.Status.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnBothStores]
    public async Task Of_an_ended_episode_nothing_is_decided_and_nothing_later_is_told(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        await course.RecordAsync(A.End.On("2026-11-20"));
        Assert.True((await course.GetAsync()).Ended);

        var review = await course.RefusedAsync("EPISODE_ENDED", () => course.ReviewAsync());
        await course.RefusedAsync("EPISODE_ENDED", () => course.TriageAsync());
        var session = await course.RefusedAsync("EPISODE_ENDED", () => course.RecordAsync(A.Session().On("2026-11-21")));
        var late = await course.RecordAsync(A.Session().On("2026-11-19"));

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.FailedPrecondition), (review.Code, session.Code));
        Assert.Equal("events[0].happened_on", Assert.Single(session.Fields));
        Assert.Equal(3, late.TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task A_decision_speaks_of_an_instant_that_is_neither_ahead_nor_before_what_it_rests_on(string store)
    {
        var course = servers.On(store).Course();
        async Task<Wire.TriageResponse> AsOfAsync(DateTimeOffset instant, params Wire.Event[] events)
        {
            var request = course.TriageRequest(events);
            request.AsOf = instant.Stamp();
            return await course.SendAsync(request);
        }

        var monday = AssembledServer.Monday;
        var ahead = await course.RefusedAsync("INVALID_FIELDS", () => AsOfAsync(monday.AddMinutes(5).AddMilliseconds(1), A.Mild));
        await course.RefusedAsync("INVALID_FIELDS", () => AsOfAsync(monday.AddDays(-15), A.Mild));
        var past = await AsOfAsync(monday.AddDays(-3), A.Mild);
        await course.RefusedAsync("INVALID_FIELDS", () => AsOfAsync(monday.AddDays(-3).AddSeconds(-1)));
        var atMost = await AsOfAsync(monday.AddMinutes(5));

        Assert.Equal((StatusCode.InvalidArgument, "as_of"), (ahead.Code, Assert.Single(ahead.Fields)));
        Assert.Equal((monday.AddDays(-3).Stamp(), monday.AddMinutes(5).Stamp()), (past.Clinician.AsOf, atMost.Clinician.AsOf));
    }

    [Theory, OnBothStores]
    public async Task Two_hundred_events_are_told_at_once_and_one_more_is_too_many(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        Wire.Event[] many = [.. Enumerable.Range(0, 200).Select(_ => A.Session())];

        var failure = await course.RefusedAsync("INVALID_FIELDS", () => course.RecordAsync([.. many, A.Session()]));
        var none = await course.RefusedAsync("INVALID_FIELDS", () => course.RecordAsync());

        Assert.Equal((StatusCode.InvalidArgument, "events"), (failure.Code, Assert.Single(failure.Fields)));
        Assert.Equal("events", Assert.Single(none.Fields));
        Assert.Equal(2, (await course.RecordAsync(many)).TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task An_absurd_history_is_refused(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(A.Referral);
        Wire.Event[] many = [.. Enumerable.Range(0, 200).Select(_ => A.Session())];
        for (var told = 1; told + many.Length <= 2_000; told += many.Length)
        {
            await course.RecordAsync(many);
        }

        var failure = await course.RefusedAsync("INVALID_FIELDS", () => course.RecordAsync(many));

        Assert.Equal((StatusCode.InvalidArgument, "events"), (failure.Code, Assert.Single(failure.Fields)));
        Assert.Equal(11, (await course.RecordAsync(many[..199])).TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task A_message_larger_than_the_server_takes_is_refused_with_its_reason(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var request = course.ReviewRequest(A.Session());
        request.Events[0].Id = new string('x', 1024 * 1024);

        var failure = await course.RefusedAsync("REQUEST_TOO_LARGE", () => course.SendAsync(request));

        Assert.Equal(StatusCode.ResourceExhausted, failure.Code);
    }
}
