using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SteppedCare;

/// <summary>The fields of one event's content while it is read. What was not written stays zero or empty.</summary>
internal ref struct ContentFields
{
    // By kind of event: the fields from 6 on that hold plain numbers, one bit each.
    private static readonly byte[] s_numbers = [0, 0b1, 0b11111, 0b11001, 0b1, 0, 0b10, 0b11, 0b1011, 0b11, 0b1, 0b11, 0b10, 0b10, 0b1];

    private Numbers _numbers;
    private int _present;

    public ContentFields()
    {
    }

    internal ReadOnlySpan<byte> List { get; private set; }

    internal ReadOnlySpan<byte> PackedItems { get; private set; }

    internal ReadOnlySpan<byte> RawItems { get; private set; }

    internal string Id { get; private set; } = "";

    internal TimeOnly? Time { get; private set; }

    internal ImmutableArray<PriorCourse> PriorCourses { get; private set; } = [];

    internal EventContent? Replacement { get; private set; }

    internal readonly ulong this[int field] => _numbers[field - 6];

    internal readonly bool Has(int field) => (_present & (1 << field)) != 0;

    internal readonly T Member<T>(int field)
        where T : struct, Enum => FieldReader.Member<T>(this[field]);

    internal void Take(int kind, Field field, DateOnly date)
    {
        switch (kind, field.Number)
        {
            case (1, 7):
                PriorCourses = ListCodec.PriorCourses(FieldReader.Bytes(field), date);
                break;
            case (3, 7):
                PackedItems = FieldReader.Bytes(field);
                break;
            case (3, 8):
                RawItems = FieldReader.Bytes(field);
                break;
            case (5, 6) or (8, 8):
                List = FieldReader.Bytes(field);
                break;
            case (6 or 12 or 13, 6) or (7, 8):
                Id = FieldReader.Id(field);
                break;
            case (12, 8 or 9):
                Time = EventCodec.Time(field, 8);
                break;
            case (12, > EntryCodec.FirstEvent) when Replacement is null:
                Replacement = Replaced(field, FieldReader.Date(date, FieldReader.ZagZig(this[7])));
                break;
            case ( < 15, >= 6 and <= 10) when (s_numbers[kind] & (1 << (field.Number - 6))) != 0:
                _numbers[field.Number - 6] = FieldReader.Number(field);
                break;
            default:
                throw FieldReader.Unknown(field, $"event {kind}");
        }

        _present |= 1 << Math.Min(field.Number, 31);
    }

    private static EventContent Replaced(Field field, DateOnly date)
    {
        var reader = new FieldReader(FieldReader.Bytes(field));
        var more = reader.Next(out var first);
        return ContentCodec.Read(ContentCodec.Replaceable(field.Number - EntryCodec.FirstEvent), ref reader, first, more, date);
    }

    [InlineArray(5)]
    private struct Numbers
    {
        private ulong _first;
    }
}
