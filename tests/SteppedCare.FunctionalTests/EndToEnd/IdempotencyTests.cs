using Google.Protobuf;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The same request sent again gets the same answer, whatever happened meanwhile; another one under its id gets none.</summary>
[Collection(nameof(BothServers))]
public sealed class IdempotencyTests(BothServers servers)
{
    private const string SameDay = "same-day";

    [Theory, OnBothStores]
    public async Task A_repetition_of_any_writing_call_gets_the_same_bytes_and_writes_nothing(string store)
    {
        var course = servers.On(store).Course();
        var sent = await EveryWritingCallAsync(course);
        var before = await course.GetAsync();

        foreach (var call in sent)
        {
            Assert.Equal(call.Reply.ToByteArray(), (await call.SendAsync(call.Request)).ToByteArray());
        }

        Assert.Equal(before, await course.GetAsync());
    }

    [Theory, OnBothStores]
    public async Task A_repetition_a_day_later_gets_equal_content_though_others_acted_meanwhile(string store)
    {
        var course = servers.On(store).Course();
        var sent = await EveryWritingCallAsync(course);
        await course.ReviewAsync(A.Correction("1.1", A.Phq9(20, item9: 3)));
        await course.CloseAsync(SameDay, seen: 7);
        await servers.LetRepliesExpireAsync(store, course.Key);
        var before = await course.GetAsync();

        foreach (var call in sent)
        {
            Assert.Equal(call.Reply, await call.SendAsync(call.Request));
        }

        Assert.Equal(before, await course.GetAsync());
    }

    [Theory, OnBothStores]
    public async Task Another_request_under_a_used_id_is_refused_and_writes_nothing(string store)
    {
        var course = servers.On(store).Course();
        foreach (var call in await EveryWritingCallAsync(course))
        {
            var failure = await course.RefusedAsync("REQUEST_ID_REUSED", () => call.SendAsync(call.Other));

            Assert.Equal(StatusCode.AlreadyExists, failure.Code);
        }
    }

    [Theory, OnBothStores]
    public async Task An_id_is_used_for_one_call_of_one_episode_only(string store)
    {
        var server = servers.On(store);
        var (course, neighbour) = (server.Course(), server.Course());
        var record = course.RecordRequest(A.Mild);
        var triage = course.TriageRequest();
        var review = course.ReviewRequest();
        var elsewhere = neighbour.TriageRequest(A.Mild);
        record.RequestId = triage.RequestId = review.RequestId = elsewhere.RequestId = "the-same";

        await course.SendAsync(record);
        await course.SendAsync(triage);
        await course.SendAsync(review);
        await neighbour.SendAsync(elsewhere);

        Assert.Equal(3, (await course.GetAsync()).TrajectoryVersion);
        Assert.Equal(1, (await neighbour.GetAsync()).TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task A_refused_request_leaves_its_id_free(string store)
    {
        var course = servers.On(store).Course();
        var request = course.TriageRequest([.. A.Mild, A.Session().On("2026-12-24")]);
        await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(request));

        request.Events.RemoveAt(4);

        Assert.Equal(1, (await course.SendAsync(request)).TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task The_instant_of_a_decision_is_that_of_its_first_attempt(string store)
    {
        var course = servers.On(store).Course();
        var request = course.TriageRequest(A.Mild);
        await course.SendAsync(request);
        await servers.LetRepliesExpireAsync(store, course.Key);

        Assert.Equal(AssembledServer.Monday.Stamp(), (await course.SendAsync(request)).Clinician.AsOf);
    }

    // Each with what it answered, and with another request under its id.
    private static async Task<List<Sent>> EveryWritingCallAsync(Course course)
    {
        var sent = new List<Sent>();
        async Task<TReply> Keep<TRequest, TReply>(TRequest request, Func<TRequest, Task<TReply>> send, Action<TRequest> change)
            where TRequest : IMessage<TRequest>
            where TReply : IMessage
        {
            var reply = await send(request);
            var other = request.Clone();
            change(other);
            sent.Add(new Sent(request, other, reply, async message => await send((TRequest)message)));
            return reply;
        }

        await Keep(course.RecordRequest(A.MildWithRisk), course.SendAsync, request => request.Events.RemoveAt(1));
        var triaged = await Keep(course.TriageRequest(A.Session()), course.SendAsync, request => request.AsOf = AssembledServer.Monday.Stamp());
        await Keep(course.AcknowledgeRequest(SameDay), course.SendAsync, request => request.Person = "nurse-c");
        await Keep(course.AcceptRequest(triaged.Clinician.Name), course.SendAsync, request => request.Note = "Otherwise");
        await Keep(course.CloseRequest(SameDay, triaged.TrajectoryVersion), course.SendAsync, request => request.Reason = Wire.TaskCloseReason.Done);
        await Keep(course.ReviewRequest(A.Started(Wire.Step.Low).On("2026-11-23")), course.SendAsync, request => request.Events[0].TimeOfDay = "08:00");
        return sent;
    }

    private sealed record Sent(IMessage Request, IMessage Other, IMessage Reply, Func<IMessage, Task<IMessage>> SendAsync);
}
