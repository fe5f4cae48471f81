using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services.Streams;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>The calls of the contract. Each is read, asked of the engine, and written back; nothing is decided here.</summary>
[BindServiceMethod(typeof(DecisionGrpcService), nameof(Bind))]
internal sealed class DecisionGrpcService(IDecisionEngine engine, DecideReplies replies, ItemStreams streams) : Wire.DecisionService.DecisionServiceBase
{
    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, Wire.DecisionService.DecisionServiceBase? service) => Wire.DecisionService.BindService(new GuardedBinder(binder), service);

    public override Task<Wire.TriageResponse> Triage(Wire.TriageRequest request, ServerCallContext context) =>
        RecordAsync<DecideCommand, DecisionAnswer, Wire.TriageResponse>(
            RequestReading.Read(request), engine.DecideAsync, replies.Triaged, Wire.TriageResponse.Parser, context.BoundedToken);

    public override Task<Wire.ReviewResponse> Review(Wire.ReviewRequest request, ServerCallContext context) =>
        RecordAsync<DecideCommand, DecisionAnswer, Wire.ReviewResponse>(
            RequestReading.Read(request), engine.DecideAsync, replies.Reviewed, Wire.ReviewResponse.Parser, context.BoundedToken);

    public override Task<Wire.RecordEventsResponse> RecordEvents(Wire.RecordEventsRequest request, ServerCallContext context) =>
        RecordAsync<RecordCommand, RecordAnswer, Wire.RecordEventsResponse>(
            RequestReading.Read(request), engine.RecordAsync, EpisodeReplies.Recorded, Wire.RecordEventsResponse.Parser, context.BoundedToken);

    public override Task<Wire.EvaluateResponse> Evaluate(Wire.EvaluateRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), engine.EvaluateAsync, DecisionReplies.Evaluated, context.BoundedToken);

    public override Task<Wire.GetEpisodeResponse> GetEpisode(Wire.GetEpisodeRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), (query, token) => engine.GetEpisodeAsync(query.Key, token), EpisodeReplies.Found, context.BoundedToken);

    public override Task<Wire.GetDecisionResponse> GetDecision(Wire.GetDecisionRequest request, ServerCallContext context) =>
        AskAsync(RequestReading.Read(request), (query, token) => engine.GetDecisionAsync(query.Key, query.Version, token), DecisionReplies.Found, context.BoundedToken);

    public override Task<Wire.ConfirmDecisionResponse> ConfirmDecision(Wire.ConfirmDecisionRequest request, ServerCallContext context) =>
        RecordAsync<ConfirmCommand, DecisionAnswer, Wire.ConfirmDecisionResponse>(
            RequestReading.Read(request), engine.ConfirmAsync, DecisionReplies.Confirmed, Wire.ConfirmDecisionResponse.Parser, context.BoundedToken);

    public override Task<Wire.AcknowledgeTaskResponse> AcknowledgeTask(Wire.AcknowledgeTaskRequest request, ServerCallContext context) =>
        RecordAsync<TaskCommand, TaskActAnswer, Wire.AcknowledgeTaskResponse>(
            RequestReading.Read(request), engine.ActOnTaskAsync, EpisodeReplies.Acknowledged, Wire.AcknowledgeTaskResponse.Parser, context.BoundedToken);

    public override Task<Wire.CloseTaskResponse> CloseTask(Wire.CloseTaskRequest request, ServerCallContext context) =>
        RecordAsync<TaskCommand, TaskActAnswer, Wire.CloseTaskResponse>(
            RequestReading.Read(request), engine.ActOnTaskAsync, EpisodeReplies.Closed, Wire.CloseTaskResponse.Parser, context.BoundedToken);

    public override Task ReviewMany(
        IAsyncStreamReader<Wire.ReviewManyRequest> requestStream, IServerStreamWriter<Wire.ReviewManyResponse> responseStream, ServerCallContext context) =>
        streams.AnswerAsync(
            requestStream,
            responseStream,
            new ItemCall<Wire.ReviewManyRequest, Wire.ReviewManyResponse>(
                item => item.Review is { } review ? new EpisodeKey(review.Service, review.Episode) : null,
                async (item, token) => new()
                {
                    Tag = item.Tag,
                    Review = await RecordAsync<DecideCommand, DecisionAnswer, Wire.ReviewResponse>(
                        RequestReading.Read(item),
                        async (command, encode, within) => Within(RequestReading.ReviewField, await engine.DecideAsync(command, encode, within)),
                        replies.Reviewed,
                        Wire.ReviewResponse.Parser,
                        token),
                },
                (item, status) => new() { Tag = FieldForms.Echo(item.Tag), Error = status }),
            context);

    // Nothing is written, so the order within an episode says nothing.
    public override Task EvaluateMany(
        IAsyncStreamReader<Wire.EvaluateManyRequest> requestStream, IServerStreamWriter<Wire.EvaluateManyResponse> responseStream, ServerCallContext context) =>
        streams.AnswerAsync(
            requestStream,
            responseStream,
            new ItemCall<Wire.EvaluateManyRequest, Wire.EvaluateManyResponse>(
                _ => null,
                async (item, token) => new()
                {
                    Tag = item.Tag,
                    Evaluate = await AskAsync(
                        RequestReading.Read(item),
                        async (command, within) => Within(RequestReading.EvaluateField, await engine.EvaluateAsync(command, within)),
                        DecisionReplies.Evaluated,
                        token),
                },
                (item, status) => new() { Tag = FieldForms.Echo(item.Tag), Error = status }),
            context);

    // A call that writes: its reply is kept, and a repetition gets the kept one.
    private static async Task<TReply> RecordAsync<TCommand, TAnswer, TReply>(
        Result<TCommand> command,
        Func<TCommand, Func<TAnswer, byte[]>, CancellationToken, Task<Result<Reply<TAnswer>>>> ask,
        Func<TAnswer, TReply> write,
        MessageParser<TReply> parser,
        CancellationToken token)
        where TCommand : class
        where TAnswer : class
        where TReply : class, IMessage<TReply>
    {
        var reply = new RecordedReply<TAnswer, TReply>(write, parser);
        return reply.Send((await ask(command.OrThrow(), reply.Encode, token)).OrThrow());
    }

    // A call that only reads.
    private static async Task<TReply> AskAsync<TCommand, TAnswer, TReply>(
        Result<TCommand> command,
        Func<TCommand, CancellationToken, Task<Result<TAnswer>>> ask,
        Func<TAnswer, TReply> write,
        CancellationToken token)
        where TCommand : class
        where TAnswer : class => write((await ask(command.OrThrow(), token)).OrThrow());

    // The engine knows the request alone, not the item that it came in.
    private static Result<T> Within<T>(string field, Result<T> result)
        where T : class => result.Refusal is { } refusal ? refusal.Within(field) : result;
}
