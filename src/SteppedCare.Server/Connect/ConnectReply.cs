using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using SteppedCare.Server.Connect.Json;

namespace SteppedCare.Server.Connect;

/// <summary>Gathers what gRPC answers, and sends it in Connect's unary form.</summary>
internal sealed class ConnectReply : PresentedResponse, IDisposable
{
    internal const int FrameHeader = 5;

    // The reply stands alone, not inside a page: letters may stay letters.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly PooledBytes _captured = new(4 * 1024);
    private readonly MessageForm? _json;
    private readonly Lazy<Task> _sent;
    private bool _started;

    /// <param name="context">The call.</param>
    /// <param name="json">The form that the answer is written in; null for protobuf.</param>
    internal ConnectReply(HttpContext context, MessageForm? json)
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

    /// <summary>Sends a failure that gRPC was not asked about.</summary>
    internal static async Task FailAsync(HttpContext context, RpcException failure, int? httpStatus = null)
    {
        using var reply = new ConnectReply(context, null);
        await reply.SendAsync(new ConnectError(failure), httpStatus);
    }

    public void Dispose() => _captured.Dispose();

    private Task SendGatheredAsync()
    {
        // A failure without a message has its status among the headers.
        var said = Trailers.ContainsKey(GrpcStatus.CodeName) ? Trailers : Headers;
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

        return gathered.Code == StatusCode.OK
            ? SendMessageAsync()
            : SendAsync(new ConnectError(gathered.Code, gathered.Message, gathered.Details), null);
    }

    private async Task SendMessageAsync()
    {
        var message = Message();
        if (_json is null)
        {
            await SendAsync(StatusCodes.Status200OK, ContentKinds.Proto, message);
            return;
        }

        using var text = new PooledBytes(4 * 1024);
        Write(text, json => MessageWriting.Write(message.Span, _json, json));
        await SendAsync(StatusCodes.Status200OK, ContentKinds.Json, text.Memory);
    }

    private async Task SendAsync(ConnectError error, int? httpStatus)
    {
        using var text = new PooledBytes(1024);
        Write(text, error.Write);
        if (error.RetryAfter is { } seconds)
        {
            Headers.RetryAfter = seconds;
        }

        await SendAsync(httpStatus ?? error.HttpStatus, ContentKinds.Json, text.Memory);
    }

    private async Task SendAsync(int httpStatus, string contentType, ReadOnlyMemory<byte> body)
    {
        Response.StatusCode = httpStatus;
        Headers.ContentType = contentType;
        Headers.ContentLength = body.Length;
        await Body.StartAsync();
        await Body.Writer.WriteAsync(body);
    }

    private static void Write(PooledBytes text, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(text, s_json);
        write(json);
    }

    private ReadOnlyMemory<byte> Message()
    {
        ReadOnlyMemory<byte> frame = _captured.Memory;
        return frame.Length >= FrameHeader && frame.Span[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]) == frame.Length - FrameHeader
            ? frame[FrameHeader..]
            : throw new InvalidOperationException("A unary call was answered with something else than one plain message.");
    }
}
