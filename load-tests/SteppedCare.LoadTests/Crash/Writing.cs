using Google.Protobuf;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Records;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Crash;

/// <summary>Sends writes until they are answered, enters what was acknowledged in the ledger, and now and then sends one twice.</summary>
internal sealed class Writing(DecisionService.DecisionServiceClient client, Persistence persistence, Ledger ledger, Tally tally, Random chance)
{
    // One in so many is sent twice at the same time; one in so many is followed by an older request sent again.
    private const int OneInSentTwice = 30;
    private const int OneInSentAgain = 12;

    private readonly List<Func<Task>> _repeats = [];

    /// <summary>What is refused in the ordinary course: somebody else was there first.</summary>
    private static readonly HashSet<StatusCode> s_racesLost = [StatusCode.FailedPrecondition, StatusCode.NotFound];

    internal Task<TriageResponse?> TriageAsync(TriageRequest request) =>
        WriteAsync("Triage", request.Episode, request, client.TriageAsync, mayLoseRace: false);

    internal Task<ReviewResponse?> ReviewAsync(ReviewRequest request) =>
        WriteAsync("Review", request.Episode, request, client.ReviewAsync, mayLoseRace: false);

    internal Task<RecordEventsResponse?> RecordAsync(RecordEventsRequest request) =>
        WriteAsync("RecordEvents", request.Episode, request, client.RecordEventsAsync, mayLoseRace: false);

    internal Task<ConfirmDecisionResponse?> ConfirmAsync(CourseOfCare course, ConfirmDecisionRequest request) =>
        WriteAsync("ConfirmDecision", course.Name, request, client.ConfirmDecisionAsync, mayLoseRace: true);

    internal Task<AcknowledgeTaskResponse?> AcknowledgeAsync(CourseOfCare course, AcknowledgeTaskRequest request) =>
        WriteAsync("AcknowledgeTask", course.Name, request, client.AcknowledgeTaskAsync, mayLoseRace: true);

    internal Task<CloseTaskResponse?> CloseAsync(CourseOfCare course, CloseTaskRequest request) =>
        WriteAsync("CloseTask", course.Name, request, client.CloseTaskAsync, mayLoseRace: true);

    private async Task<TReply?> WriteAsync<TRequest, TReply>(
        string call, string episode, TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TReply>> send, bool mayLoseRace)
        where TRequest : class, IMessage
        where TReply : class, IMessage
    {
        var settled = chance.Next(OneInSentTwice) == 0
            ? await SendTwiceAsync(call, request, send)
            : await persistence.SendAsync(options => send(request, options), chance);
        if (settled.Reply is not { } reply)
        {
            if (settled.IsSilent || !(mayLoseRace && s_racesLost.Contains(settled.Refusal!.StatusCode)))
            {
                ledger.Breach($"{call} of {episode} ended with {settled.Reason}");
            }

            tally.Refused(call, settled.IsSilent ? "silence" : settled.Reason);
            return null;
        }

        tally.Answered(call);
        ledger.Add(episode, request, reply);
        _repeats.Add(() => RepeatAsync(call, episode, request, reply, send));
        if (chance.Next(OneInSentAgain) == 0)
        {
            await _repeats[chance.Next(_repeats.Count)]();
        }

        return reply;
    }

    // The same request on its way twice at once: both must get one and the same answer.
    private async Task<Settled<TReply>> SendTwiceAsync<TRequest, TReply>(
        string call, TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TReply>> send)
        where TRequest : class
        where TReply : class, IMessage
    {
        var both = await Task.WhenAll(
            persistence.SendAsync(options => send(request, options), new Random(chance.Next())),
            persistence.SendAsync(options => send(request, options), new Random(chance.Next())));
        tally.Answered($"{call} (twice at once)");

        // Refused first and carried out later is no breach: somebody else may have made room between the two.
        var answered = both.Where(one => one.Reply is not null).ToArray();
        if (answered.Length == 2 && !answered[0].Reply!.Equals(answered[1].Reply))
        {
            ledger.Breach($"{call}, sent twice at once, got two answers: {answered[0].Reply} and {answered[1].Reply}");
        }

        return answered.Length > 0 ? answered[0] : both[0];
    }

    private async Task RepeatAsync<TRequest, TReply>(
        string call, string episode, TRequest request, TReply first, Func<TRequest, CallOptions, AsyncUnaryCall<TReply>> send)
        where TRequest : class
        where TReply : class, IMessage
    {
        var again = await persistence.SendAsync(options => send(request, options), chance);
        tally.Answered($"{call} (repeated)");
        if (!first.Equals(again.Reply))
        {
            ledger.Breach($"{call} of {episode}, repeated, got {(again.Reply is null ? again.Reason : $"{again.Reply}")} instead of {first}");
        }
    }

    /// <summary>Sends every acknowledged request once more.</summary>
    internal async Task RepeatAllAsync()
    {
        foreach (var repeat in _repeats)
        {
            await repeat();
        }
    }
}
