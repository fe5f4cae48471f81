namespace SteppedCare;

/// <summary>One event as numbered fields: 1 its id, 2 days since the event before it in the entry, 3 the minute or 4 the tick of the day; from 6 on its content.</summary>
internal static class EventCodec
{
    internal static ReadOnlySpan<byte> Encode(EpisodeEvent told, DateOnly before)
    {
        var fields = new FieldWriter();
        fields.Id(1, told.Id);
        fields.Signed(2, told.HappenedOn.DayNumber - before.DayNumber);
        Time(fields, 3, told.At);
        ContentCodec.Write(fields, told.Content, told.HappenedOn);
        return fields.Written;
    }

    internal static EpisodeEvent Decode(int kind, ReadOnlySpan<byte> bytes, DateOnly before)
    {
        var id = "";
        var date = before;
        TimeOnly? at = null;
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
                    date = FieldReader.Date(before, FieldReader.Signed(field));
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
