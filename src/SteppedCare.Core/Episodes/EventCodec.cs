namespace SteppedCare;

/// <summary>When an event happened, as the one after it is written against.</summary>
internal readonly record struct Happened(DateOnly On, TimeOnly? At);

/// <summary>
/// One event as numbered fields: 1 its id, 2 days since the event before it in the entry, 3 the minute or 4 the tick of the day where it differs from that of
/// the event before; from 6 on its content.
/// </summary>
internal static class EventCodec
{
    // No minute of a day: the event before had a time and this one has none.
    private const int Untimed = 24 * 60;

    internal static ReadOnlySpan<byte> Encode(EpisodeEvent told, Happened before)
    {
        var fields = new FieldWriter();
        fields.Id(1, told.Id);
        fields.Signed(2, told.HappenedOn.DayNumber - before.On.DayNumber);
        if (told.At is null && before.At is not null)
        {
            fields.Present(3, Untimed);
        }
        else if (told.At != before.At)
        {
            Time(fields, 3, told.At);
        }

        ContentCodec.Write(fields, told.Content, told.HappenedOn);
        return fields.Written;
    }

    internal static EpisodeEvent Decode(int kind, ReadOnlySpan<byte> bytes, Happened before)
    {
        var id = "";
        var (date, at) = before;
        var reader = new FieldReader(bytes);
        var more = reader.Next(out var field);
        for (; more && field.Number <= 4; more = reader.Next(out field))
        {
            switch (field.Number)
            {
                case 1:
                    id = FieldReader.Id(field);
                    break;
                case 2:
                    date = FieldReader.Date(before.On, FieldReader.Signed(field));
                    break;
                case 3 when FieldReader.Number(field) == Untimed:
                    at = null;
                    break;
                default:
                    at = Time(field, 3);
                    break;
            }
        }

        return new EpisodeEvent(id, date, at, ContentCodec.Read(kind, ref reader, field, more, date));
    }

    /// <summary>Whole minutes, as times mostly are, take two bytes; anything finer is written in ticks one field on.</summary>
    internal static void Time(FieldWriter fields, int field, TimeOnly? time)
    {
        if (time is { } at)
        {
            var whole = at.Ticks % TimeSpan.TicksPerMinute == 0;
            fields.Present(whole ? field : field + 1, (ulong)(whole ? at.Ticks / TimeSpan.TicksPerMinute : at.Ticks));
        }
    }

    internal static TimeOnly Time(in Field field, int minutes)
    {
        var value = FieldReader.Number(field);
        var unit = field.Number == minutes ? TimeSpan.TicksPerMinute : 1;
        return value < (ulong)(TimeSpan.TicksPerDay / unit) ? new TimeOnly((long)value * unit) : throw new FormatException("A time of day is out of range.");
    }
}
