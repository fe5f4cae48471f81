using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Messages in which anything that a request may hold stands.</summary>
internal sealed class RandomMessages(int seed)
{
    private static readonly string[] s_texts = ["", "a", "\"quoted\" \\ / back", "\u0000\u0001\t\r\n\u001f\u007f", "Zoë 💬 ﷽", "<&'>+", "\u2028\u2029", new('x', 200)];

    private readonly Random _chance = new(seed);

    internal IMessage Of(MessageDescriptor type, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        if (message is Timestamp instant)
        {
            (instant.Seconds, instant.Nanos) = (_chance.NextInt64(-62_135_596_800, 253_402_300_800), Nanos());
        }
        else if (message is Duration time)
        {
            // Seconds and nanoseconds of one sign, as protobuf wants it.
            var sign = _chance.Next(2) * 2 - 1;
            (time.Seconds, time.Nanos) = (sign * _chance.NextInt64(315_576_000_000), sign * Nanos());
        }
        else
        {
            foreach (var field in type.Fields.InFieldNumberOrder().Where(_ => _chance.Next(3) > 0 && depth < 6))
            {
                Fill(message, field, depth);
            }
        }

        return message;
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(message);
            for (var count = _chance.Next(4); count > 0; count--)
            {
                list.Add(Value(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Of(field.MessageType, depth + 1),
        FieldType.String => Text(),
        FieldType.Bool => _chance.Next(2) == 1,
        FieldType.Enum => _chance.Next(8) == 0 ? _chance.Next(1_000, 2_000) : field.EnumType.Values[_chance.Next(field.EnumType.Values.Count)].Number,
        FieldType.Int32 => Pick(0, 1, -1, int.MinValue, int.MaxValue, _chance.Next()),
        FieldType.Int64 => Pick(0L, 1L, -1L, long.MinValue, long.MaxValue, _chance.NextInt64()),
        FieldType.Double => Pick(0.0, -1.5, 1e300, double.Epsilon, double.NaN, double.NegativeInfinity, double.PositiveInfinity, _chance.NextDouble()),
        _ => throw new NotSupportedException($"{field.FieldType}"),
    };

    private T Pick<T>(params T[] values) => values[_chance.Next(values.Length)];

    private string Text() => Pick(s_texts);

    private int Nanos() => Pick(0, 1, 250_000_000, 1_000, 999_999_999);
}
