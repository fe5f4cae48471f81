using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>One entry as numbered fields: 1 recorded (ms since the entry before), 2 method (absent for RecordEvents, the commonest), 3 request id, 4 its hash, 8-12 the act, 16 + kind an event.</summary>
internal static class EntryCodec
{
    // One byte of tag reaches to field 31: fifteen kinds of event.
    internal const int FirstEvent = 16;

    internal static byte[] Encode(TrajectoryEntry entry, TrajectoryEntry? before)
    {
        var fields = new FieldWriter();
        fields.Signed(1, entry.RecordedAt.ToUnixTimeMilliseconds() - Start(before));
        fields.Number(2, entry.Request.Method == EpisodeMethod.RecordEvents ? 0 : (ulong)entry.Request.Method);
        fields.Id(3, entry.Request.Id);
        fields.Eight(4, entry.Request.Hash);
        if (entry.Act is { } act)
        {
            var (field, bytes) = ActCodec.Encode(act, entry.RecordedAt);
            fields.PresentBytes(field, bytes);
        }

        // Date and time of an event are written against those of the event before: what is told together mostly happened together.
        var previous = new Happened(FirstDate(entry.RecordedAt), null);
        foreach (var told in entry.Events)
        {
            fields.PresentBytes(FirstEvent + ContentCodec.KindOf(told.Content), EventCodec.Encode(told, previous));
            previous = new Happened(told.HappenedOn, told.At);
        }

        return fields.Written.ToArray();
    }

    internal static TrajectoryEntry Decode(ReadOnlySpan<byte> bytes, TrajectoryEntry? before)
    {
        var recorded = FieldReader.Instant(Start(before));
        var previous = new Happened(FirstDate(recorded), null);
        var method = EpisodeMethod.RecordEvents;
        var id = "";
        ulong hash = 0;
        EpisodeAct? act = null;
        var events = ImmutableArray.CreateBuilder<EpisodeEvent>();
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field, repeatsFrom: FirstEvent))
        {
            switch (field.Number)
            {
                case 1:
                    recorded = FieldReader.Instant(FieldReader.Sum(Start(before), FieldReader.Signed(field)));
                    previous = new Happened(FirstDate(recorded), null);
                    break;
                case 2:
                    method = FieldReader.Member<EpisodeMethod>(field);
                    break;
                case 3:
                    id = FieldReader.Id(field);
                    break;
                case 4:
                    hash = FieldReader.Eight(field);
                    break;
                case >= ActCodec.First and <= ActCodec.Last when act is null:
                    act = ActCodec.Decode(field.Number, FieldReader.Bytes(field), recorded);
                    break;
                case > FirstEvent:
                    var told = EventCodec.Decode(field.Number - FirstEvent, FieldReader.Bytes(field), previous);
                    events.Add(told);
                    previous = new Happened(told.HappenedOn, told.At);
                    break;
                default:
                    throw FieldReader.Unknown(field, "an entry");
            }
        }

        return new TrajectoryEntry(recorded, new RequestMark(method, id, hash), events.ToImmutable(), act);
    }

    private static long Start(TrajectoryEntry? before) => before?.RecordedAt.ToUnixTimeMilliseconds() ?? 0;

    private static DateOnly FirstDate(DateTimeOffset recorded) => DateOnly.FromDateTime(recorded.UtcDateTime);
}
