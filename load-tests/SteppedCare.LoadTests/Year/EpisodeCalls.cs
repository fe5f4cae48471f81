using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using Wire = SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>The calls about one episode, each sent until it is answered. After a refusal nothing more is sent.</summary>
internal sealed class EpisodeCalls(Wire.DecisionService.DecisionServiceClient client, Tally tally, Persistence persistence, Random chance)
{
    internal bool IsRefused { get; private set; }

    /// <summary>The episode's version after the last call.</summary>
    internal int Version { get; private set; }

    internal async Task<Wire.Decision?> TriageAsync(Wire.TriageRequest request, Timestamp asOf)
    {
        request.AsOf = asOf;
        return (await SentAsync("Triage", call => client.TriageAsync(request, call), reply => reply.TrajectoryVersion))?.Clinician;
    }

    internal async Task<Wire.Decision?> ReviewAsync(Wire.ReviewRequest request, Timestamp asOf)
    {
        request.AsOf = asOf;
        return (await SentAsync("Review", call => client.ReviewAsync(request, call), reply => reply.TrajectoryVersion))?.Clinician;
    }

    internal Task RecordAsync(Wire.RecordEventsRequest request) => SentAsync("RecordEvents", call => client.RecordEventsAsync(request, call), reply => reply.TrajectoryVersion);

    internal Task CloseAsync(Wire.CloseTaskRequest request) => SentAsync("CloseTask", call => client.CloseTaskAsync(request, call), reply => reply.TrajectoryVersion);

    internal Task ConfirmAsync(Wire.ConfirmDecisionRequest request) => SentAsync("ConfirmDecision", call => client.ConfirmDecisionAsync(request, call), reply => reply.TrajectoryVersion);

    private async Task<TReply?> SentAsync<TReply>(string name, Func<CallOptions, AsyncUnaryCall<TReply>> send, Func<TReply, int> version)
        where TReply : class
    {
        if (IsRefused)
        {
            return null;
        }

        var settled = await persistence.SendAsync(send, chance);
        if (settled.Reply is { } reply)
        {
            tally.Answered(name);
            Version = version(reply);
            return reply;
        }

        tally.Refused(name, settled.Reason);
        IsRefused = true;
        return null;
    }
}
