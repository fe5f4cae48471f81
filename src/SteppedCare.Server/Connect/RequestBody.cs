using System.IO.Compression;
using System.Runtime.InteropServices;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>Takes in the body of a unary call, whole and within the limit that messages have.</summary>
internal static class RequestBody
{
    // Grown by what comes, not by what is announced.
    internal const int FirstRoom = 4 * 1024;

    /// <summary>Puts the body behind what the buffer holds. Null when all of it came.</summary>
    internal static async Task<RpcException?> ReadAsync(HttpContext context, PooledBytes body, bool isGzip, int most)
    {
        if (context.Request.ContentLength > most)
        {
            return StatusFactory.TooLarge();
        }

        if (!isGzip)
        {
            return await CopyAsync(context, body, most);
        }

        using var packed = new PooledBytes(FirstRoom);
        return await CopyAsync(context, packed, most) ?? Unpack(packed, body, most);
    }

    private static async Task<RpcException?> CopyAsync(HttpContext context, PooledBytes body, int most)
    {
        var reader = context.Request.BodyReader;
        var room = most;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                if (read.Buffer.Length > room)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return StatusFactory.TooLarge();
                }

                foreach (var part in read.Buffer)
                {
                    body.Add(part.Span);
                    room -= part.Length;
                }

                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return StatusFactory.TooLarge();
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return StatusFactory.Of(StatusCode.DeadlineExceeded, WireReasons.DeadlineExceeded, "The body came too slowly; nothing was written.");
        }
        catch (BadHttpRequestException)
        {
            return Malformed("The body is cut short, or its chunks are broken.");
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return StatusFactory.Of(StatusCode.Cancelled, WireReasons.Cancelled, "The caller went away.");
        }
    }

    private static RpcException? Unpack(PooledBytes packed, PooledBytes body, int most)
    {
        MemoryMarshal.TryGetArray<byte>(packed.Memory, out var array);
        using var stream = new GZipStream(new MemoryStream(array.Array!, array.Offset, array.Count), CompressionMode.Decompress);
        try
        {
            var before = body.Length;
            for (int read; (read = stream.Read(body.GetSpan())) > 0;)
            {
                body.Advance(read);
                if (body.Length - before > most)
                {
                    return StatusFactory.TooLarge();
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return Malformed("The body is no gzip.");
        }
    }

    private static RpcException Malformed(string message) => StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.MalformedRequest, message);
}
