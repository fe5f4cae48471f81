using System.Buffers.Binary;

namespace SteppedCare.Server.Workshop;

/// <summary>Messages on a pipe: one byte for what it is, four little-endian bytes for how long, then the message.</summary>
internal static class WorkshopFrames
{
    // A bundle of files at their limits is below 2 MiB; a compiled script below 1 MiB; a report with many findings below that.
    private const int MostBytes = 64 * 1024 * 1024;
    private const int HeaderLength = 5;

    internal static async Task WriteAsync(Stream pipe, WorkshopFrame frame, CancellationToken cancellationToken)
    {
        var bytes = new byte[HeaderLength + frame.Message.Length];
        bytes[0] = (byte)frame.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), frame.Message.Length);
        frame.Message.Span.CopyTo(bytes.AsSpan(HeaderLength));
        await pipe.WriteAsync(bytes, cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    /// <summary>Null at the end of the pipe.</summary>
    /// <exception cref="IOException">What came is no frame, or breaks off.</exception>
    internal static async Task<WorkshopFrame?> ReadAsync(Stream pipe, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await pipe.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
        if (read < HeaderLength || length is < 0 or > MostBytes || !Enum.IsDefined((WorkshopFrameKind)header[0]))
        {
            throw new IOException("No frame.");
        }

        var message = new byte[length];
        await pipe.ReadExactlyAsync(message, cancellationToken);
        return new WorkshopFrame((WorkshopFrameKind)header[0], message);
    }
}

/// <summary>One message.</summary>
internal sealed record WorkshopFrame(WorkshopFrameKind Kind, ReadOnlyMemory<byte> Message);

internal enum WorkshopFrameKind : byte
{
    Task = 1,
    Outcome = 2,

    /// <summary>The process broke over its task; the message says how, for the log.</summary>
    Fault = 3,
}
