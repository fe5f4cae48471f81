using System.Buffers;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Tasks as they were raised, each with the time that was left for it: <c>(kind &lt;&lt; 1) | risk first</c>, then the span to its due time.</summary>
internal static class RaisedTaskCodec
{
    private const long MinuteMilliseconds = 60_000;
    private const ulong MostMinutes = long.MaxValue / MinuteMilliseconds;

    internal static ReadOnlySpan<byte> Encode(ImmutableArray<RaisedTask> tasks, DateTimeOffset asOf)
    {
        var from = asOf.ToUnixTimeMilliseconds();
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var task in tasks)
        {
            Varint.Write(bytes, ((ulong)task.Kind << 1) | (task.RiskFirst ? 1u : 0u));
            Varint.Write(bytes, Span(task.Due, from));
        }

        return bytes.WrittenSpan;
    }

    internal static ImmutableArray<RaisedTask> Decode(ReadOnlySpan<byte> bytes, DateTimeOffset asOf)
    {
        var tasks = ImmutableArray.CreateBuilder<RaisedTask>();
        while (!bytes.IsEmpty)
        {
            var kind = Varint.Read(ref bytes);
            tasks.Add(new RaisedTask(FieldReader.Member<TaskKind>(kind >> 1), After(asOf, Varint.Read(ref bytes)), (kind & 1) == 1));
        }

        return tasks.ToImmutable();
    }

    // Time boxes are whole minutes: (minutes << 1), two bytes for eight hours. Anything else is (zigzag milliseconds << 1) | 1.
    internal static ulong Span(DateTimeOffset due, long asOf)
    {
        var after = due.ToUnixTimeMilliseconds() - asOf;
        return after >= 0 && after % MinuteMilliseconds == 0
            ? (ulong)(after / MinuteMilliseconds) << 1
            : ((ulong)((after << 1) ^ (after >> 63)) << 1) | 1;
    }

    internal static DateTimeOffset After(DateTimeOffset asOf, ulong span)
    {
        if ((span & 1) == 1)
        {
            return Instant(asOf, FieldReader.ZagZig(span >> 1));
        }

        return span >> 1 <= MostMinutes ? Instant(asOf, (long)(span >> 1) * MinuteMilliseconds) : throw new FormatException("An instant is out of range.");
    }

    internal static DateTimeOffset Instant(DateTimeOffset from, long milliseconds) =>
        FieldReader.Instant(FieldReader.Sum(from.ToUnixTimeMilliseconds(), milliseconds));
}
