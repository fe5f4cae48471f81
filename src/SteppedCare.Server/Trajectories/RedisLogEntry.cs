using System.Text;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// A commit as the stream keeps it, in the field "c": kind (a byte), version (base-128, low bits first), leaf (32 bytes), then the episode's name.
/// Packed, because two million episodes hold ten million of them.
/// </summary>
internal static class RedisLogEntry
{
    private const int LeafLength = 32;

    public static byte[] Write(string episode, int version, LogReference reference)
    {
        if (reference.Leaf.Length != LeafLength)
        {
            throw new ArgumentException("A leaf that is no SHA-256.", nameof(reference));
        }

        using var packed = new MemoryStream(LeafLength + episode.Length + 6);
        packed.WriteByte((byte)reference.Kind);
        var rest = (uint)version;
        for (; rest > 0x7F; rest >>= 7)
        {
            packed.WriteByte((byte)(rest | 0x80));
        }

        packed.WriteByte((byte)rest);
        packed.Write(reference.Leaf.Span);
        packed.Write(Encoding.ASCII.GetBytes(episode));
        return packed.ToArray();
    }

    /// <summary>An entry as a range of the stream gives it.</summary>
    public static LogEntry Read(RedisResult entry)
    {
        var parts = RedisForms.Items(entry);
        return Read(RedisForms.Text(parts[0]), RedisForms.Bytes(RedisForms.Items(parts[1])[1]));
    }

    public static LogEntry Read(string position, ReadOnlyMemory<byte> packed)
    {
        var bytes = packed.Span;
        var version = 0u;
        var at = 1;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            version |= (uint)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                break;
            }
        }

        var leaf = packed.Slice(at, LeafLength);
        return new LogEntry(position, Encoding.ASCII.GetString(bytes[(at + LeafLength)..]), (int)version, new LogReference((EpisodeMethod)bytes[0], leaf));
    }
}
