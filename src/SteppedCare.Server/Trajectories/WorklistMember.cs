using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// An open task as Redis keeps it, so that the bytes sort as the list does: class (a byte), due and raised (Unix milliseconds in six bytes, most significant
/// first), kind (a byte), the episode's name, and last a byte of step and, by the bit of value 8, whether somebody took it on. No such byte reaches the
/// smallest letter of a name. Beside the sorted set each episode has its tasks' bytes without the name, by which the next commit finds what it replaces.
/// </summary>
internal static class WorklistMember
{
    /// <summary>Of one task, without the episode's name.</summary>
    public const int PackedLength = 15;

    /// <summary>Above every last byte and below every letter of a name.</summary>
    private const byte BehindFlags = (byte)',';

    private const int HeadLength = PackedLength - 1;
    private const int Acknowledged = 8;
    private const int StepMask = 7;
    private const long LatestInstant = (1L << 48) - 1;

    /// <summary>All open tasks of an episode, without its name.</summary>
    public static byte[] Pack(ImmutableArray<OpenTask> tasks)
    {
        var packed = new byte[tasks.Length * PackedLength];
        for (var index = 0; index < tasks.Length; index++)
        {
            var one = packed.AsSpan(index * PackedLength, PackedLength);
            WriteHead(one, tasks[index].Urgency, tasks[index].Due, tasks[index].RaisedAt, tasks[index].Kind);
            one[HeadLength] = (byte)((int)tasks[index].Step | (tasks[index].IsAcknowledged ? Acknowledged : 0));
        }

        return packed;
    }

    public static WorklistEntry Read(ReadOnlySpan<byte> member)
    {
        var flags = member[^1];
        var task = new OpenTask(
            (TaskKind)member[HeadLength - 1], ReadInstant(member[1..]), ReadInstant(member[7..]), (Step)(flags & StepMask), (flags & Acknowledged) != 0);
        return new WorklistEntry(Encoding.ASCII.GetString(member[HeadLength..^1]), task);
    }

    /// <summary>The least member of a class.</summary>
    public static byte[] From(Urgency urgency) => [(byte)'[', (byte)urgency];

    /// <summary>Below the least member of the next class.</summary>
    public static byte[] Through(Urgency urgency) => [(byte)'(', (byte)(urgency + 1)];

    /// <summary>Whatever stands behind that place.</summary>
    public static byte[] After(WorklistPlace place)
    {
        var after = new byte[1 + HeadLength + place.Episode.Length + 1];
        after[0] = (byte)'(';
        WriteHead(after.AsSpan(1), place.Urgency, place.Due, place.RaisedAt, place.Kind);
        Encoding.ASCII.GetBytes(place.Episode, after.AsSpan(1 + HeadLength));
        after[^1] = BehindFlags;
        return after;
    }

    /// <summary>An instant in the bytes of a member.</summary>
    public static byte[] Instant(DateTimeOffset instant)
    {
        var bytes = new byte[6];
        WriteInstant(bytes, instant);
        return bytes;
    }

    private static void WriteHead(Span<byte> head, Urgency urgency, DateTimeOffset due, DateTimeOffset raisedAt, TaskKind kind)
    {
        head[0] = (byte)urgency;
        WriteInstant(head[1..], due);
        WriteInstant(head[7..], raisedAt);
        head[HeadLength - 1] = (byte)kind;
    }

    private static void WriteInstant(Span<byte> six, DateTimeOffset instant)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(eight, Math.Clamp(instant.ToUnixTimeMilliseconds(), 0, LatestInstant));
        eight[2..].CopyTo(six);
    }

    private static DateTimeOffset ReadInstant(ReadOnlySpan<byte> six)
    {
        Span<byte> eight = stackalloc byte[8];
        eight.Clear();
        six[..6].CopyTo(eight[2..]);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(eight));
    }
}
