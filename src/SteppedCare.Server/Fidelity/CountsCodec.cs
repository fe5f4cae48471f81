using System.Buffers;

namespace SteppedCare.Server.Fidelity;

/// <summary>The figures of a slice in bytes: base-128 numbers, each figure as the distance from the one before it, then its count. Figures without a count take no room.</summary>
internal static class CountsCodec
{
    internal static byte[] Write(IEnumerable<KeyValuePair<Figure, long>> counts)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var before = 0;
        foreach (var (figure, count) in counts.Where(each => each.Value != 0).OrderBy(each => each.Key))
        {
            Varint.Write(bytes, (ulong)((int)figure - before));
            Varint.Write(bytes, checked((ulong)count));
            before = (int)figure;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes end inside a number.</exception>
    internal static Dictionary<Figure, long> Read(ReadOnlySpan<byte> bytes)
    {
        var counts = new Dictionary<Figure, long>();
        for (Figure figure = 0; TryNext(ref bytes, ref figure, out var count);)
        {
            counts[figure] = count;
        }

        return counts;
    }

    /// <summary>The next figure, given the one before it or 0; false after the last.</summary>
    /// <exception cref="FormatException">The bytes end inside a number.</exception>
    internal static bool TryNext(ref ReadOnlySpan<byte> bytes, ref Figure figure, out long count)
    {
        count = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        figure += (int)Varint.Read(ref bytes);
        count = (long)Varint.Read(ref bytes);
        return true;
    }
}
