using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;

namespace SteppedCare.Server.Services;

/// <summary>
/// By what a repetition is told from another request under the same id: the first eight bytes, big-endian, of SHA-256 over the request. The bytes from the
/// wire are gone when a handler runs, so the message is written again: in field order, with fields that this contract does not know, without maps.
/// The same message sent by another client library therefore hashes the same, and whatever differs in content hashes differently.
/// </summary>
internal static class RequestHash
{
    internal static ulong Of(IMessage request)
    {
        var size = request.CalculateSize();
        var rented = ArrayPool<byte>.Shared.Rent(size);
        var bytes = rented.AsSpan(0, size);
        try
        {
            request.WriteTo(bytes);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return BinaryPrimitives.ReadUInt64BigEndian(hash);
        }
        finally
        {
            // The request is about a person; the pool's next tenant is not to find it.
            bytes.Clear();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
