using System.Buffers;
using System.Numerics;

namespace SteppedCare;

/// <summary>
/// The facts of a decision as bytes, in ascending order of their numbers and in whole numbers only, so that a decision can be made again years later.
/// </summary>
/// <remarks>
/// First how many bytes of presence follow; then those, one bit a fact number from 0 on, lowest bit first, the last byte not zero; then two bits of form for each
/// present fact, four to a byte, lowest first: 0 the value 0, 1 the value 1, 2 a base-128 number that follows, 3 a negative one (its absolute value follows); then
/// those numbers. Absent facts take no room, a yes or no takes a quarter of a byte. No facts are no bytes. Test vectors stand in docs/storage-vectors.txt.
/// </remarks>
internal static class FactsVector
{
    private const int Zero = 0;
    private const int One = 1;
    private const int Positive = 2;
    private const int Negative = 3;

    internal static byte[] Encode(Facts facts)
    {
        var present = Enumerable.Range(1, Facts.Length - 1).Where(number => facts[(FactNumber)number] != FactCode.Unknown).ToArray();
        if (present.Length == 0)
        {
            return [];
        }

        var presence = new byte[(present[^1] / 8) + 1];
        var forms = new byte[(present.Length + 3) / 4];
        var numbers = new ArrayBufferWriter<byte>(64);
        for (var index = 0; index < present.Length; index++)
        {
            var value = facts[(FactNumber)present[index]];
            var form = value switch { 0 => Zero, 1 => One, > 1 => Positive, _ => Negative };
            presence[present[index] / 8] |= (byte)(1 << (present[index] % 8));
            forms[index / 4] |= (byte)(form << (2 * (index % 4)));
            if (form >= Positive)
            {
                Varint.Write(numbers, (uint)Math.Abs(value));
            }
        }

        return [(byte)presence.Length, .. presence, .. forms, .. numbers.WrittenSpan];
    }

    /// <exception cref="FormatException">The bytes are not a facts vector, or hold a fact that this version does not know.</exception>
    internal static Facts Decode(ReadOnlySpan<byte> bytes)
    {
        var facts = new Facts();
        Decode(bytes, facts);
        return facts;
    }

    /// <summary>The same into facts that are used again and again, without a trace on the heap; what they held before is gone.</summary>
    /// <exception cref="FormatException">The bytes are not a facts vector, or hold a fact that this version does not know.</exception>
    internal static void Decode(ReadOnlySpan<byte> bytes, Facts facts)
    {
        facts.Clear();
        if (bytes.IsEmpty)
        {
            return;
        }

        var presence = Presence(ref bytes, out var count);
        var forms = Cut(ref bytes, (count + 3) / 4);
        if (count % 4 != 0 && forms[^1] >> (2 * (count % 4)) != 0)
        {
            throw new FormatException("A facts vector has more forms than facts.");
        }

        var index = 0;
        for (var part = 0; part < presence.Length; part++)
        {
            for (int bits = presence[part]; bits != 0; bits &= bits - 1, index++)
            {
                facts[(FactNumber)((8 * part) + BitOperations.TrailingZeroCount(bits))] = ((forms[index / 4] >> (2 * (index % 4))) & 3) switch
                {
                    Zero => 0,
                    One => 1,
                    Positive => Magnitude(ref bytes),
                    _ => -Magnitude(ref bytes),
                };
            }
        }

        if (!bytes.IsEmpty)
        {
            throw new FormatException("A facts vector goes on after its end.");
        }
    }

    private static ReadOnlySpan<byte> Presence(ref ReadOnlySpan<byte> bytes, out int count)
    {
        var length = bytes[0];
        bytes = bytes[1..];
        var presence = Cut(ref bytes, length);
        count = 0;
        foreach (var part in presence)
        {
            count += BitOperations.PopCount(part);
        }

        return length > 0 && presence[^1] != 0 && (presence[0] & 1) == 0 && (8 * length) - 1 - (BitOperations.LeadingZeroCount(presence[^1]) - 24) < Facts.Length
            ? presence
            : throw new FormatException("Not a facts vector of this version.");
    }

    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (length > bytes.Length)
        {
            throw new FormatException("A facts vector is cut short.");
        }

        var cut = bytes[..length];
        bytes = bytes[length..];
        return cut;
    }

    private static int Magnitude(ref ReadOnlySpan<byte> bytes)
    {
        var magnitude = Varint.Read(ref bytes);
        return magnitude <= int.MaxValue ? (int)magnitude : throw new FormatException("A fact's value is too large.");
    }
}
