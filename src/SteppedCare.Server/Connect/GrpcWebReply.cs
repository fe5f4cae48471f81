using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace SteppedCare.Server.Connect;

/// <summary>
/// Sends what gRPC answers as it comes, and its trailers as a last frame of the body, where browsers can read them. A deadline ends it from a thread of its
/// own while the handler may be in the middle of a message: each message is gathered apart and passed on whole, and what comes late goes nowhere.
/// </summary>
internal sealed class GrpcWebReply : PresentedResponse, IDisposable
{
    private const byte TrailersFlag = 0x80;

    private readonly bool _isText;
    private readonly PooledBytes _gathered = new(1024);
    private readonly Lock _sending = new();
    private readonly TaskCompletionSource<FlushResult> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _completing = Task.CompletedTask;

    /// <param name="context">The call.</param>
    /// <param name="isText">In base64, for callers who can read nothing else.</param>
    internal GrpcWebReply(HttpContext context, bool isText)
        : base(context.Features.GetRequiredFeature<IHttpResponseFeature>(), context.Features.GetRequiredFeature<IHttpResponseBodyFeature>())
    {
        _isText = isText;
        Writer = new CapturingWriter(_gathered, PassOnAsync);
    }

    public override PipeWriter Writer { get; }

    public override bool HasStarted => Response.HasStarted;

    public override Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_sending)
        {
            if (_over.Task.IsCompleted)
            {
                return Task.CompletedTask;
            }

            SayContentType();
            return Body.StartAsync(cancellationToken);
        }
    }

    public override Task CompleteAsync()
    {
        lock (_sending)
        {
            if (!_over.Task.IsCompleted)
            {
                End();

                // Not waited for here: gRPC cancels the handler only after this, and a caller who does not read would keep it running.
                _completing = Body.CompleteAsync();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is left; the handler is over.</summary>
    internal Task FinishAsync()
    {
        lock (_sending)
        {
            if (!_over.Task.IsCompleted)
            {
                Send(_gathered.Span);
                End();
            }

            return _completing;
        }
    }

    public void Dispose() => _gathered.Dispose();

    private async ValueTask<FlushResult> PassOnAsync(CancellationToken cancellationToken)
    {
        Task<FlushResult> flush;
        lock (_sending)
        {
            if (!_over.Task.IsCompleted)
            {
                Send(_gathered.Span);
                flush = Body.Writer.FlushAsync(cancellationToken).AsTask();
            }
            else
            {
                flush = _over.Task;
            }
        }

        _gathered.Shorten(0);
        return await await Task.WhenAny(flush, _over.Task);
    }

    private void End()
    {
        if (!HasStarted)
        {
            // A failure without a message: its status is among the headers, where it may stay.
            GrpcStatus.GiveReason(Headers);
            SayContentType();
        }
        else
        {
            GrpcStatus.GiveReason(Trailers);
            Send(TrailersFrame());
        }

        _over.SetResult(new FlushResult(isCanceled: false, isCompleted: true));
    }

    private void SayContentType() => Headers.ContentType = _isText ? ContentKinds.GrpcWebText : ContentKinds.GrpcWeb;

    // In base64 each piece ends with its own padding.
    private void Send(ReadOnlySpan<byte> piece)
    {
        if (!_isText)
        {
            Body.Writer.Write(piece);
        }
        else if (!piece.IsEmpty)
        {
            Base64.EncodeToUtf8(piece, Body.Writer.GetSpan(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out var written);
            Body.Writer.Advance(written);
        }
    }

    private byte[] TrailersFrame()
    {
        var lines = new StringBuilder();
        foreach (var (name, values) in Trailers)
        {
            foreach (var value in values)
            {
                lines.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
            }
        }

        var frame = new byte[ConnectReply.FrameHeader + lines.Length];
        frame[0] = TrailersFlag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)lines.Length);
        Encoding.ASCII.GetBytes(lines.ToString(), frame.AsSpan(ConnectReply.FrameHeader));
        return frame;
    }
}
