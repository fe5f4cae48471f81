using System.Buffers;

namespace SteppedCare;

/// <summary>
/// The facts of a decision as bytes: ascending numbers, one byte for a yes or no, whole numbers only, so that a decision can be made again years later.
/// </summary>
/// <remarks>
/// Each present fact is a tag, <c>(step &lt;&lt; 2) | form</c> as a base-128 varint, where step is the distance to the fact before and form is
/// 0 for the value 0, 1 for the value 1, 2 for a varint that follows, 3 for a negative one (its absolute value follows). Absent facts take no room.
/// Test vectors stand in docs/storage-vectors.txt.
/// </remarks>
internal static class FactsVector
{
    private const int Zero = 0;
    private const int One = 1;
    private const int Positive = 2;
    private const int Negative = 3;

    internal static byte[] Encode(Facts facts)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        var before = 0;
        for (var number = 1; number < Facts.Length; number++)
        {
            var value = facts[(FactNumber)number];
            if (value == FactCode.Unknown)
            {
                continue;
            }

            var form = value switch { 0 => Zero, 1 => One, > 1 => Positive, _ => Negative };
            Varint.Write(bytes, (uint)(((number - before) << 2) | form));
            if (form >= Positive)
            {
                Varint.Write(bytes, (uint)Math.Abs(value));
            }

            before = number;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not a facts vector, or hold a fact that this version does not know.</exception>
    internal static Facts Decode(ReadOnlySpan<byte> bytes)
    {
        var facts = new Facts();
        var number = 0;
        while (!bytes.IsEmpty)
        {
            var tag = Varint.Read(ref bytes);
            var step = tag >> 2;
            if (step == 0 || step >= (ulong)(Facts.Length - number))
            {
                throw new FormatException("Not a facts vector of this version.");
            }

            number += (int)step;
            facts[(FactNumber)number] = (int)(tag & 3) switch
            {
                Zero => 0,
                One => 1,
                Positive => Magnitude(ref bytes),
                _ => -Magnitude(ref bytes),
            };
        }

        return facts;
    }

    private static int Magnitude(ref ReadOnlySpan<byte> bytes)
    {
        var magnitude = Varint.Read(ref bytes);
        return magnitude <= int.MaxValue ? (int)magnitude : throw new FormatException("A fact is too large.");
    }
}
