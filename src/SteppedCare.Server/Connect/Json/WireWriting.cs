using System.Buffers.Binary;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Writes protobuf's encoding.</summary>
internal static class WireWriting
{
    internal const int MostVarintBytes = 10;

    extension(PooledBytes wire)
    {
        internal void Varint(ulong value)
        {
            Span<byte> bytes = stackalloc byte[MostVarintBytes];
            wire.Add(bytes[..Encode(value, bytes)]);
        }

        internal void Fixed64(ulong value)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(wire.GetSpan(sizeof(ulong)), value);
            wire.Advance(sizeof(ulong));
        }

        /// <summary>Puts the length before what was written since.</summary>
        internal void Prefix(int start)
        {
            Span<byte> bytes = stackalloc byte[MostVarintBytes];
            wire.Insert(start, bytes[..Encode((ulong)(wire.Length - start), bytes)]);
        }
    }

    private static int Encode(ulong value, Span<byte> bytes)
    {
        var length = 0;
        while (value > 0x7F)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        return length;
    }
}
