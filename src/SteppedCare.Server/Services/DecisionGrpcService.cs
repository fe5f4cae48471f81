using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>The calls of the contract. Each is read, asked of the engine, and written back; nothing is decided here.</summary>
[BindServiceMethod(typeof(DecisionGrpcService), nameof(Bind))]
internal sealed class DecisionGrpcService(IDecisionEngine engine, DecideReplies replies) : Wire.DecisionService.DecisionServiceBase
{
    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, Wire.DecisionService.DecisionServiceBase? service) => Wire.DecisionService.BindService(new GuardedBinder(binder), service);

    public override Task<Wire.TriageResponse> Triage(Wire.TriageRequest request, ServerCallContext context) =>
        RecordAsync<DecideCommand, DecisionAnswer, Wire.TriageResponse>(
            RequestReading.Read(request), engine.DecideAsync, replies.Triaged, Wire.TriageResponse.Parser, context);

    public override Task<Wire.ReviewResponse> Review(Wire.ReviewRequest request, ServerCallContext context) =>
        RecordAsync<DecideCommand, DecisionAnswer, Wire.ReviewResponse>(
            RequestReading.Read(request), engine.DecideAsync, replies.Reviewed, Wire.ReviewResponse.Parser, context);

    public override Task<Wire.RecordEventsResponse> RecordEvents(Wire.RecordEventsRequest request, ServerCallContext context) =>
        RecordAsync<RecordCommand, RecordAnswer, Wire.RecordEventsResponse>(
            RequestReading.Read(request), engine.RecordAsync, EpisodeReplies.Recorded, Wire.RecordEventsResponse.Parser, context);

    public override Task<Wire.EvaluateResponse> Evaluate(Wire.EvaluateRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), engine.EvaluateAsync, DecisionReplies.Evaluated, context);

    public override Task<Wire.GetEpisodeResponse> GetEpisode(Wire.GetEpisodeRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), (query, token) => engine.GetEpisodeAsync(query.Key, token), EpisodeReplies.Found, context);

    public override Task<Wire.GetDecisionResponse> GetDecision(Wire.GetDecisionRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), (query, token) => engine.GetDecisionAsync(query.Key, query.Version, token), DecisionReplies.Found, context);

    public override Task<Wire.ConfirmDecisionResponse> ConfirmDecision(Wire.ConfirmDecisionRequest request, ServerCallContext context) =>
        RecordAsync<ConfirmCommand, DecisionAnswer, Wire.ConfirmDecisionResponse>(
            RequestReading.Read(request), engine.ConfirmAsync, DecisionReplies.Confirmed, Wire.ConfirmDecisionResponse.Parser, context);

    public override Task<Wire.AcknowledgeTaskResponse> AcknowledgeTask(Wire.AcknowledgeTaskRequest request, ServerCallContext context) =>
        RecordAsync<TaskCommand, TaskActAnswer, Wire.AcknowledgeTaskResponse>(
            RequestReading.Read(request), engine.ActOnTaskAsync, EpisodeReplies.Acknowledged, Wire.AcknowledgeTaskResponse.Parser, context);

    public override Task<Wire.CloseTaskResponse> CloseTask(Wire.CloseTaskRequest request, ServerCallContext context) =>
        RecordAsync<TaskCommand, TaskActAnswer, Wire.CloseTaskResponse>(
            RequestReading.Read(request), engine.ActOnTaskAsync, EpisodeReplies.Closed, Wire.CloseTaskResponse.Parser, context);

    // A call that writes: its reply is kept, and a repetition gets the kept one.
    private static async Task<TReply> RecordAsync<TCommand, TAnswer, TReply>(
        Result<TCommand> command,
        Func<TCommand, Func<TAnswer, byte[]>, CancellationToken, Task<Result<Reply<TAnswer>>>> ask,
        Func<TAnswer, TReply> write,
        MessageParser<TReply> parser,
        ServerCallContext context)
        where TCommand : class
        where TAnswer : class
        where TReply : class, IMessage<TReply>
    {
        var reply = new RecordedReply<TAnswer, TReply>(write, parser);
        return reply.Send(OrThrow(await ask(OrThrow(command), reply.Encode, context.BoundedToken)));
    }

    // A call that only reads.
    private static async Task<TReply> AskAsync<TCommand, TAnswer, TReply>(
        Result<TCommand> command,
        Func<TCommand, CancellationToken, Task<Result<TAnswer>>> ask,
        Func<TAnswer, TReply> write,
        ServerCallContext context)
        where TCommand : class
        where TAnswer : class => write(OrThrow(await ask(OrThrow(command), context.BoundedToken)));

    // Below this line a refusal is a value; gRPC knows no other way to say one than to throw.
    private static T OrThrow<T>(Result<T> result)
        where T : class =>
        result.Value ?? throw StatusFactory.Of(result.Refusal ?? throw new InvalidOperationException("An answer holds neither a value nor a refusal."));
}
