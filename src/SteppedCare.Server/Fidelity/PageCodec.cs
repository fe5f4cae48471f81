using System.Buffers;
using System.Text;

namespace SteppedCare.Server.Fidelity;

/// <summary>The totals of a month in bytes: each slice's name (<see cref="SliceCodec"/>) after its length, then its figures (<see cref="CountsCodec"/>) after theirs. In the order of the names.</summary>
internal static class PageCodec
{
    /// <summary>Slices without figures take no room.</summary>
    internal static byte[] Write(IEnumerable<KeyValuePair<string, Dictionary<Figure, long>>> slices)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (name, figures) in slices.OrderBy(slice => slice.Key, StringComparer.Ordinal))
        {
            var counts = CountsCodec.Write(figures);
            if (counts.Length > 0)
            {
                Varint.Write(bytes, (ulong)Encoding.UTF8.GetByteCount(name));
                Encoding.UTF8.GetBytes(name, bytes);
                Varint.Write(bytes, (ulong)counts.Length);
                bytes.Write(counts);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes end inside a slice.</exception>
    internal static Dictionary<string, Dictionary<Figure, long>> Read(ReadOnlySpan<byte> bytes)
    {
        var slices = new Dictionary<string, Dictionary<Figure, long>>(StringComparer.Ordinal);
        while (TryNext(ref bytes, out var name, out var counts))
        {
            slices[Encoding.UTF8.GetString(name)] = CountsCodec.Read(counts);
        }

        return slices;
    }

    /// <summary>The next slice as it lies there; false after the last.</summary>
    /// <exception cref="FormatException">The bytes end inside it.</exception>
    internal static bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> counts)
    {
        var isThere = !bytes.IsEmpty;
        name = isThere ? Take(ref bytes) : default;
        counts = isThere ? Take(ref bytes) : default;
        return isThere;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes)
    {
        var length = Varint.Read(ref bytes);
        if (length > (ulong)bytes.Length)
        {
            throw new FormatException("The totals of a month end inside a slice.");
        }

        var taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }
}
