using System.Buffers;

namespace SteppedCare;

/// <summary>Base-128 numbers, least significant group first: one byte up to 127.</summary>
internal static class Varint
{
    internal static void Write(IBufferWriter<byte> bytes, ulong value)
    {
        var span = bytes.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        bytes.Advance(length);
    }

    /// <exception cref="FormatException">The bytes end inside a number, or it is longer than 64 bits.</exception>
    internal static ulong Read(ref ReadOnlySpan<byte> bytes)
    {
        // Most numbers are small.
        if (!bytes.IsEmpty && bytes[0] < 0x80)
        {
            ulong only = bytes[0];
            bytes = bytes[1..];
            return only;
        }

        return ReadLong(ref bytes);
    }

    private static ulong ReadLong(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var index = 0; index < bytes.Length && index < 10; index++)
        {
            value |= (ulong)(bytes[index] & 0x7F) << (7 * index);
            if (bytes[index] < 0x80)
            {
                // Nine groups are 63 bits: the tenth has room for one more.
                if (index == 9 && bytes[index] > 1)
                {
                    break;
                }

                bytes = bytes[(index + 1)..];
                return value;
            }
        }

        throw new FormatException("A number is cut short or too long.");
    }
}
