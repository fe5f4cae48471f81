using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>Serves a call of gRPC-Web: gRPC's frames in a body that any HTTP carries. Its caller says one thing; what streams is the answer.</summary>
internal static class GrpcWebCall
{
    /// <summary>Null when the call reached gRPC and was answered; else why it did not, unanswered.</summary>
    internal static async Task<RpcException?> ServeAsync(HttpContext context, bool isText, int mostBytes, RequestDelegate grpc)
    {
        using var frame = new PooledBytes(RequestBody.FirstRoom);
        var most = mostBytes + ConnectReply.FrameHeader;
        if (await RequestBody.ReadAsync(context, frame, isGzip: false, isText ? Base64.GetMaxEncodedToUtf8Length(most) : most) is { } failure)
        {
            return failure;
        }

        if (isText && !TryDecode(frame))
        {
            return StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.MalformedRequest, "The body is no base64.");
        }

        using var reply = new GrpcWebReply(context, isText);
        using (new Presentation(context, PipeReader.Create(new ReadOnlySequence<byte>(frame.Memory)), reply))
        {
            await grpc(context);
        }

        await reply.FinishAsync();
        return null;
    }

    /// <summary>How a call that was not asked of gRPC ends: the status alone, among the headers.</summary>
    internal static void Fail(HttpContext context, RpcException failure, bool isText)
    {
        var headers = context.Response.Headers;
        headers.ContentType = isText ? ContentKinds.GrpcWebText : ContentKinds.GrpcWeb;
        StatusHeaders.Put(failure, headers);
    }

    // In place: what is decoded is shorter. Pieces may each end with their own padding.
    private static bool TryDecode(PooledBytes body)
    {
        const int Quantum = 4;
        var text = body.Span;
        if (text.Length % Quantum != 0)
        {
            return false;
        }

        var length = 0;
        while (!text.IsEmpty)
        {
            var padding = text.IndexOf((byte)'=');
            var piece = padding < 0 ? text.Length : (padding / Quantum + 1) * Quantum;
            if (Base64.DecodeFromUtf8InPlace(text[..piece], out var decoded) != OperationStatus.Done)
            {
                return false;
            }

            text[..decoded].CopyTo(body.Span[length..]);
            length += decoded;
            text = text[piece..];
        }

        body.Shorten(length);
        return true;
    }
}
