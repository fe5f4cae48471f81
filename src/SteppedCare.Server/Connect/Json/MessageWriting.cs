using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>
/// Writes a message of this service in protobuf's JSON form, straight from its binary one. Fields come in the order of their numbers, as the binary form has them.
/// </summary>
internal static class MessageWriting
{
    // Of any kind: an empty length, nought, and the longest number.
    private static ReadOnlySpan<byte> Zero => [0, 0, 0, 0, 0, 0, 0, 0];

    internal static void Write(ReadOnlySpan<byte> wire, MessageForm form, Utf8JsonWriter json)
    {
        switch (form.Standing)
        {
            case MessageStanding.Timestamp:
                var (instant, nanos) = Time(wire);
                json.WriteStringValue(Instants.Instant(instant, nanos));
                break;
            case MessageStanding.Duration:
                var (seconds, fraction) = Time(wire);
                json.WriteStringValue(Instants.Duration(seconds, fraction));
                break;
            case MessageStanding.Wrapper:
                Wrapped(wire, form.Numbered(1)!, json);
                break;
            default:
                json.WriteStartObject();
                Members(wire, form, json);
                json.WriteEndObject();
                break;
        }
    }

    private static void Members(ReadOnlySpan<byte> wire, MessageForm form, Utf8JsonWriter json)
    {
        var reader = new WireReader(wire);
        FieldForm? open = null;
        while (!reader.AtEnd)
        {
            var (number, type) = reader.Tag();
            var field = form.Numbered(number);
            if (open is not null && field != open)
            {
                Close(open, json);
                open = null;
            }

            if (field is null)
            {
                reader.Skip(type);
                continue;
            }

            if (field != open)
            {
                json.WritePropertyName(field.Written);
            }

            if (!field.IsRepeated && !field.IsMap)
            {
                Value(ref reader, field, json);
                continue;
            }

            if (field != open)
            {
                Open(field, json);
                open = field;
            }

            if (field.IsMap)
            {
                Entry(reader.Bytes(), field.Message!, json);
            }
            else if (type == WireFormat.WireType.LengthDelimited && field.IsPackable)
            {
                var packed = new WireReader(reader.Bytes());
                while (!packed.AtEnd)
                {
                    Value(ref packed, field, json);
                }
            }
            else
            {
                Value(ref reader, field, json);
            }
        }

        if (open is not null)
        {
            Close(open, json);
        }
    }

    private static void Open(FieldForm field, Utf8JsonWriter json)
    {
        if (field.IsMap)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }
    }

    private static void Close(FieldForm field, Utf8JsonWriter json)
    {
        if (field.IsMap)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    // Either may be left out, and is then its kind's zero.
    private static void Entry(ReadOnlySpan<byte> wire, MessageForm form, Utf8JsonWriter json)
    {
        var reader = new WireReader(wire);
        ReadOnlySpan<byte> key = [];
        var value = new WireReader(Zero);
        while (!reader.AtEnd)
        {
            var (number, type) = reader.Tag();
            if (number == 1)
            {
                key = reader.Bytes();
            }
            else
            {
                value = reader;
                reader.Skip(type);
            }
        }

        json.WritePropertyName(key);
        Value(ref value, form.Numbered(2)!, json);
    }

    private static void Value(ref WireReader reader, FieldForm field, Utf8JsonWriter json)
    {
        switch (field.Type)
        {
            case FieldType.Message:
                Write(reader.Bytes(), field.Message!, json);
                break;
            case FieldType.String:
                json.WriteStringValue(reader.Bytes());
                break;
            case FieldType.Bytes:
                json.WriteBase64StringValue(reader.Bytes());
                break;
            case FieldType.Bool:
                json.WriteBooleanValue(reader.Varint() != 0);
                break;
            case FieldType.Enum:
                Member((int)reader.Varint(), field.Members!, json);
                break;
            case FieldType.Int32:
                json.WriteNumberValue((int)reader.Varint());
                break;
            case FieldType.UInt32:
                json.WriteNumberValue((uint)reader.Varint());
                break;
            case FieldType.Float:
                Number(BitConverter.UInt32BitsToSingle(reader.Fixed32()), json);
                break;
            case FieldType.Double:
                Number(BitConverter.UInt64BitsToDouble(reader.Fixed64()), json);
                break;
            case FieldType.UInt64:
                Long(reader.Varint(), json);
                break;
            default:
                Long((long)reader.Varint(), json);
                break;
        }
    }

    // As a string: the numbers of JavaScript end at 2^53.
    private static void Long(long value, Utf8JsonWriter json)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length);
        json.WriteStringValue(digits[..length]);
    }

    private static void Long(ulong value, Utf8JsonWriter json)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length);
        json.WriteStringValue(digits[..length]);
    }

    private static void Number(double number, Utf8JsonWriter json)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }

    private static void Number(float number, Utf8JsonWriter json)
    {
        if (float.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            Number((double)number, json);
        }
    }

    private static void Member(int number, EnumForm members, Utf8JsonWriter json)
    {
        if (members.TryName(number, out var name))
        {
            json.WriteStringValue(name);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    private static void Wrapped(ReadOnlySpan<byte> wire, FieldForm field, Utf8JsonWriter json)
    {
        var reader = new WireReader(wire.IsEmpty ? Zero : wire);
        if (!wire.IsEmpty)
        {
            reader.Tag();
        }

        Value(ref reader, field, json);
    }

    private static (long Seconds, int Nanos) Time(ReadOnlySpan<byte> wire)
    {
        var (seconds, nanos) = (0L, 0);
        var reader = new WireReader(wire);
        while (!reader.AtEnd)
        {
            var (number, type) = reader.Tag();
            switch (number)
            {
                case 1:
                    seconds = (long)reader.Varint();
                    break;
                case 2:
                    nanos = (int)reader.Varint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return (seconds, nanos);
    }
}
