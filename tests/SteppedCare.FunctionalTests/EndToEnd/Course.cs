using Google.Protobuf.WellKnownTypes;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>One episode as a portal sees it: every call with an id of its own, unless a test says which.</summary>
internal sealed class Course(AssembledServer server, string episode)
{
    internal const string Service = "demo";

    private int _requests;

    internal AssembledServer Server => server;

    internal EpisodeKey Key => new(Service, episode);

    internal string Name => $"services/{Service}/episodes/{episode}";

    internal string TaskName(string kind) => $"{Name}/tasks/{kind}";

    internal Wire.TriageRequest TriageRequest(params Wire.Event[] events) =>
        new() { Service = Service, Episode = episode, RequestId = NextId(), Events = { events } };

    internal Wire.ReviewRequest ReviewRequest(params Wire.Event[] events) =>
        new() { Service = Service, Episode = episode, RequestId = NextId(), Events = { events } };

    internal Wire.RecordEventsRequest RecordRequest(params Wire.Event[] events) =>
        new() { Service = Service, Episode = episode, RequestId = NextId(), Events = { events } };

    internal Wire.EvaluateRequest EvaluateRequest(Wire.DecisionCall call, params Wire.Event[] events) =>
        new() { Service = Service, Episode = episode, Call = call, Events = { events } };

    internal Wire.ConfirmDecisionRequest AcceptRequest(string decision, bool checklistsDone = false) =>
        new() { Name = decision, RequestId = NextId(), Clinician = "dr-a", Accept = new() { ChecklistsDone = checklistsDone } };

    internal Wire.ConfirmDecisionRequest OverrideRequest(string decision, Wire.Outcome outcome, Wire.Step step = Wire.Step.Unspecified) => new()
    {
        Name = decision,
        RequestId = NextId(),
        Clinician = "dr-a",
        Override = new() { Outcome = outcome, Step = step, Reason = Wire.OverrideReason.ClinicalJudgement },
    };

    internal Wire.AcknowledgeTaskRequest AcknowledgeRequest(string kind) => new() { Name = TaskName(kind), RequestId = NextId(), Person = "nurse-b" };

    internal Wire.CloseTaskRequest CloseRequest(string kind, int seen) =>
        new() { Name = TaskName(kind), RequestId = NextId(), Person = "nurse-b", Reason = Wire.TaskCloseReason.SafetyPlanAgreed, SeenVersion = seen };

    internal Task<Wire.TriageResponse> TriageAsync(params Wire.Event[] events) => SendAsync(TriageRequest(events));

    internal Task<Wire.ReviewResponse> ReviewAsync(params Wire.Event[] events) => SendAsync(ReviewRequest(events));

    internal Task<Wire.RecordEventsResponse> RecordAsync(params Wire.Event[] events) => SendAsync(RecordRequest(events));

    internal Task<Wire.ConfirmDecisionResponse> AcceptAsync(string decision, bool checklistsDone = false) => SendAsync(AcceptRequest(decision, checklistsDone));

    internal Task<Wire.ConfirmDecisionResponse> OverrideAsync(string decision, Wire.Outcome outcome, Wire.Step step = Wire.Step.Unspecified) =>
        SendAsync(OverrideRequest(decision, outcome, step));

    internal Task<Wire.AcknowledgeTaskResponse> AcknowledgeAsync(string kind) => SendAsync(AcknowledgeRequest(kind));

    internal Task<Wire.AcknowledgeTaskResponse> AcknowledgeAsync(string kind, int seen)
    {
        var request = AcknowledgeRequest(kind);
        request.SeenVersion = seen;
        return SendAsync(request);
    }

    internal Task<Wire.CloseTaskResponse> CloseAsync(string kind, int seen) => SendAsync(CloseRequest(kind, seen));

    internal async Task<Wire.Assessment> EvaluateAsync(Wire.DecisionCall call, params Wire.Event[] events) =>
        (await SendAsync(EvaluateRequest(call, events))).Assessment;

    internal async Task<Wire.Episode> GetAsync() =>
        (await server.Decisions.GetEpisodeAsync(new() { Service = Service, Episode = episode }).ResponseAsync.WaitAsync(AssembledServer.Patience)).Episode;

    internal async Task<Wire.Decision> GetDecisionAsync(string name) =>
        (await server.Decisions.GetDecisionAsync(new() { Name = name }).ResponseAsync.WaitAsync(AssembledServer.Patience)).Decision;

    internal Task<Wire.TriageResponse> SendAsync(Wire.TriageRequest request) => server.Decisions.TriageAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.ReviewResponse> SendAsync(Wire.ReviewRequest request) => server.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.RecordEventsResponse> SendAsync(Wire.RecordEventsRequest request) =>
        server.Decisions.RecordEventsAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.EvaluateResponse> SendAsync(Wire.EvaluateRequest request) =>
        server.Decisions.EvaluateAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.ConfirmDecisionResponse> SendAsync(Wire.ConfirmDecisionRequest request) =>
        server.Decisions.ConfirmDecisionAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.AcknowledgeTaskResponse> SendAsync(Wire.AcknowledgeTaskRequest request) =>
        server.Decisions.AcknowledgeTaskAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    internal Task<Wire.CloseTaskResponse> SendAsync(Wire.CloseTaskRequest request) =>
        server.Decisions.CloseTaskAsync(request).ResponseAsync.WaitAsync(AssembledServer.Patience);

    /// <summary>A call that must fail with this reason and leave the episode as it was.</summary>
    internal async Task<Failure> RefusedAsync<T>(string reason, Func<Task<T>> call)
    {
        var before = await StateAsync();
        var failure = await AssembledServer.FailureOf(call());
        Assert.Equal(reason, failure.Reason);
        Assert.Equal(before, await StateAsync());
        return failure;
    }

    // What can be seen of the episode; null while there is none. The clock stands still, so that what is due does too.
    private async Task<Wire.Episode?> StateAsync()
    {
        try
        {
            return await GetAsync();
        }
        catch (Grpc.Core.RpcException fault) when (fault.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            return null;
        }
    }

    private string NextId() => $"r{Interlocked.Increment(ref _requests)}";
}

internal static class InstantExtensions
{
    internal static Timestamp Stamp(this DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);
}
