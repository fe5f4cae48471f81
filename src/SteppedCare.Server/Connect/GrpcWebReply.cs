using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace SteppedCare.Server.Connect;

/// <summary>Sends what gRPC answers as it comes, and its trailers as a last frame of the body, where browsers can read them.</summary>
internal sealed class GrpcWebReply : PresentedResponse, IDisposable
{
    private const byte TrailersFlag = 0x80;

    private readonly string _contentType;
    private readonly Base64Writer? _text;
    private readonly Lazy<Task> _finished;

    /// <param name="context">The call.</param>
    /// <param name="isText">In base64, for callers who can read nothing else.</param>
    internal GrpcWebReply(HttpContext context, bool isText)
        : base(context.Features.GetRequiredFeature<IHttpResponseFeature>(), context.Features.GetRequiredFeature<IHttpResponseBodyFeature>())
    {
        _contentType = isText ? ContentKinds.GrpcWebText : ContentKinds.GrpcWeb;
        _text = isText ? new Base64Writer(Body.Writer) : null;
        Writer = _text ?? Body.Writer;
        _finished = new Lazy<Task>(SendTrailersAsync);
    }

    public override PipeWriter Writer { get; }

    public override bool HasStarted => Response.HasStarted;

    public override Task StartAsync(CancellationToken cancellationToken = default)
    {
        Headers.ContentType = _contentType;
        return Body.StartAsync(cancellationToken);
    }

    public override async Task CompleteAsync()
    {
        await FinishAsync();
        await Body.CompleteAsync();
    }

    /// <summary>Sends the trailers, once.</summary>
    internal Task FinishAsync() => _finished.Value;

    public void Dispose() => _text?.Dispose();

    private async Task SendTrailersAsync()
    {
        if (!HasStarted)
        {
            // A failure without a message: its status is among the headers, where it may stay.
            Headers.ContentType = _contentType;
            return;
        }

        var lines = new StringBuilder();
        foreach (var (name, values) in Trailers)
        {
            foreach (var value in values)
            {
                lines.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
            }
        }

        var text = Encoding.ASCII.GetBytes(lines.ToString());
        var frame = new byte[ConnectReply.FrameHeader + text.Length];
        frame[0] = TrailersFlag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)text.Length);
        text.CopyTo(frame, ConnectReply.FrameHeader);
        await Writer.WriteAsync(frame);
    }
}
