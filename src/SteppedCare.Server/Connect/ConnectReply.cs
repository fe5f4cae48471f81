using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>Gathers what gRPC answers, and sends it in Connect's unary form.</summary>
internal sealed class ConnectReply : PresentedResponse, IDisposable
{
    internal const int FrameHeader = 5;

    private readonly PooledBytes _captured = new(4 * 1024);
    private readonly MessageParser? _json;
    private readonly Lazy<Task> _sent;
    private bool _started;

    /// <param name="context">The call.</param>
    /// <param name="json">Reads the answer that is told in JSON; null where it is told in protobuf.</param>
    internal ConnectReply(HttpContext context, MessageParser? json)
        : base(context.Features.GetRequiredFeature<IHttpResponseFeature>(), context.Features.GetRequiredFeature<IHttpResponseBodyFeature>())
    {
        Writer = new CapturingWriter(_captured);
        _json = json;
        _sent = new Lazy<Task>(SendGatheredAsync);
    }

    public override PipeWriter Writer { get; }

    // To gRPC; nothing is sent before the call is over.
    public override bool HasStarted => _started;

    public override Task StartAsync(CancellationToken cancellationToken = default)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public override async Task CompleteAsync()
    {
        await SendAsync();
        await Body.CompleteAsync();
    }

    /// <summary>Sends the answer, once.</summary>
    internal Task SendAsync() => _sent.Value;

    public void Dispose() => _captured.Dispose();

    private Task SendGatheredAsync()
    {
        // A failure without a message has its status among the headers.
        var said = Trailers.ContainsKey(StatusHeaders.Code) ? Trailers : Headers;
        GrpcStatus.GiveReason(said);
        var gathered = GrpcStatus.Of(said);
        GrpcStatus.Strip(Headers);
        foreach (var (name, value) in Trailers)
        {
            if (!GrpcStatus.IsReserved(name))
            {
                Headers["trailer-" + name] = value;
            }
        }

        var answer = new ConnectAnswer(Response, Body);
        return gathered.Code != StatusCode.OK ? answer.FailAsync(new ConnectError(gathered.Code, gathered.Message, gathered.Details))
            : _json is null ? answer.SendAsync(ContentKinds.Proto, Message())
            : answer.SendAsync(ContentKinds.Json, Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(_json.ParseFrom(Message().Span))));
    }

    private ReadOnlyMemory<byte> Message()
    {
        ReadOnlyMemory<byte> frame = _captured.Memory;
        return frame.Length >= FrameHeader && frame.Span[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]) == frame.Length - FrameHeader
            ? frame[FrameHeader..]
            : throw new InvalidOperationException("A unary call was answered with something else than one plain message.");
    }
}
