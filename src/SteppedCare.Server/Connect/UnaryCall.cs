using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;
using SteppedCare.Server.Connect.Json;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>Serves a call in Connect's unary form: the request as a gRPC frame, the answer in the form that was asked in.</summary>
internal static class UnaryCall
{
    /// <summary>Null when the call reached gRPC and was answered; else why it did not, unanswered.</summary>
    internal static async Task<RpcException?> ServeAsync(
        HttpContext context, UnaryForms forms, bool isJson, int mostBytes, TimeProvider time, RequestDelegate grpc)
    {
        var began = time.GetTimestamp();
        if (ConnectHeaders.Translate(context.Request, out var isGzip, out var patience) is { } wrongHeader)
        {
            return wrongHeader;
        }

        using var frame = new PooledBytes(RequestBody.FirstRoom);
        frame.Advance(ConnectReply.FrameHeader);
        var failure = isJson ? await ReadJsonAsync(context, forms.Request, frame, isGzip, mostBytes) : await RequestBody.ReadAsync(context, frame, isGzip, mostBytes);
        if (failure is not null)
        {
            return failure;
        }

        // Its clock began with the headers, not with the message.
        ConnectHeaders.SayPatience(context.Request, patience - time.GetElapsedTime(began));
        frame.Span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.Span[1..], (uint)(frame.Length - ConnectReply.FrameHeader));
        using var reply = new ConnectReply(context, isJson ? forms.Response : null);
        using (new Presentation(context, PipeReader.Create(new ReadOnlySequence<byte>(frame.Memory)), reply))
        {
            await grpc(context);
        }

        await reply.SendAsync();
        return null;
    }

    private static async Task<RpcException?> ReadJsonAsync(HttpContext context, MessageForm form, PooledBytes frame, bool isGzip, int mostBytes)
    {
        using var text = new PooledBytes(RequestBody.FirstRoom);
        return await RequestBody.ReadAsync(context, text, isGzip, mostBytes)
            ?? (MessageReading.Read(text.Span, form, frame) is { } refusal ? StatusFactory.Of(refusal) : null);
    }
}
