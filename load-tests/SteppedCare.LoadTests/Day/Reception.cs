using Google.Protobuf;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Day;

/// <summary>
/// Sends requests as the portals' guide asks and keeps what was answered: how often which advice, and every fault, also one that a repetition mended.
/// </summary>
internal sealed class Reception(ServiceClients clients, TimeProvider clock)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Tally _tally = new();

    internal AdviceMix Advice { get; } = new();

    internal Tally Tally => _tally;

    /// <summary>Sends one request until it is settled.</summary>
    /// <param name="number">Spreads requests over the connections.</param>
    /// <param name="request">A Triage, a Review or a RecordEvents.</param>
    internal Task SendAsync(int number, IMessage request)
    {
        var client = clients[number];
        return request switch
        {
            TriageRequest triage => SettleAsync(number, "Triage", options => client.TriageAsync(triage, options), reply => Advice.Add(reply.Clinician)),
            ReviewRequest review => SettleAsync(number, "Review", options => client.ReviewAsync(review, options), reply => Advice.Add(reply.Clinician)),
            RecordEventsRequest told => SettleAsync(number, "RecordEvents", options => client.RecordEventsAsync(told, options), _ => { }),
            _ => throw new ArgumentException("No call of a day.", nameof(request)),
        };
    }

    private async Task SettleAsync<TReply>(int number, string call, Func<CallOptions, AsyncUnaryCall<TReply>> send, Action<TReply> keep)
        where TReply : class
    {
        var settled = await new Persistence(_tally, clock, s_patience).SendAsync(send, new Random(number));
        if (settled.Reply is { } reply)
        {
            keep(reply);
            _tally.Answered(call);
        }
        else
        {
            _tally.Refused(call, settled.Reason);
        }
    }
}
