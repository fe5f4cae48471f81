using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Reads single values of JSON and writes them as protobuf. Each way says what the value must be instead; null: it was fine.</summary>
internal static class ScalarReading
{
    /// <summary>No name in a contract is longer, in characters.</summary>
    internal const int LongestName = 128;

    private const string MustBeText = "must be a string";
    private const string MustBeWholeText = "must be a string of whole characters; one is half a surrogate pair";
    private const string MustBeInstant = "must be an instant such as \"2026-02-09T12:00:00Z\", of the years 1 to 9999";
    private const string MustBeDuration = "must be seconds such as \"1.5s\"";

    internal static SearchValues<char> NameLetters { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The name at hand. One too long to be a name is cut; one that is not text is empty.</summary>
    internal static bool TryName(ref Utf8JsonReader reader, scoped Span<char> room, out int length)
    {
        length = 0;
        var raw = reader.ValueSpan;
        if (raw.Length > room.Length)
        {
            // Too long whatever it is; its beginning is enough to name it by.
            for (; length < room.Length; length++)
            {
                room[length] = (char)raw[length];
            }

            return false;
        }

        try
        {
            length = reader.CopyString(room);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    internal static string? Value(ref Utf8JsonReader reader, FieldForm field, PooledBytes wire)
    {
        switch (field.Type)
        {
            case FieldType.String:
                return reader.TokenType == JsonTokenType.String ? Text(ref reader, wire) : MustBeText;
            case FieldType.Bytes:
                return Bytes(ref reader, wire);
            case FieldType.Bool:
                return Truth(ref reader, wire);
            case FieldType.Enum:
                return Member(ref reader, field.Members!, wire);
            case FieldType.Double or FieldType.Float:
                return Number(ref reader, field.Type, wire);
            case FieldType.UInt64:
                return Whole(ref reader, ulong.MinValue, ulong.MaxValue, wire) ? null : "must be a whole number from 0 to 18446744073709551615";
            case FieldType.Int64:
                return Whole(ref reader, long.MinValue, long.MaxValue, wire) ? null : "must be a whole number from -9223372036854775808 to 9223372036854775807";
            case FieldType.UInt32:
                return Whole(ref reader, uint.MinValue, uint.MaxValue, wire) ? null : "must be a whole number from 0 to 4294967295";
            default:
                return Whole(ref reader, int.MinValue, int.MaxValue, wire) ? null : "must be a whole number from -2147483648 to 2147483647";
        }
    }

    /// <summary>A string or a name, with its length.</summary>
    internal static string? Text(ref Utf8JsonReader reader, PooledBytes wire)
    {
        if (!reader.ValueIsEscaped)
        {
            wire.Varint((ulong)reader.ValueSpan.Length);
            wire.Add(reader.ValueSpan);
            return null;
        }

        var start = wire.Length;
        try
        {
            // Escapes never get longer by being read.
            wire.Advance(reader.CopyString(wire.GetSpan(reader.ValueSpan.Length)));
        }
        catch (InvalidOperationException)
        {
            return MustBeWholeText;
        }

        wire.Prefix(start);
        return null;
    }

    /// <summary>A Timestamp or a Duration, without its length.</summary>
    internal static string? Time(ref Utf8JsonReader reader, MessageForm form, PooledBytes wire)
    {
        var isInstant = form.Standing == MessageStanding.Timestamp;
        Span<char> room = stackalloc char[LongestName];
        var (seconds, nanos) = (0L, 0);
        if (reader.TokenType != JsonTokenType.String
            || !TryName(ref reader, room, out var length)
            || !(isInstant ? Instants.TryInstant(room[..length], out seconds, out nanos) : Instants.TryDuration(room[..length], out seconds, out nanos)))
        {
            return isInstant ? MustBeInstant : MustBeDuration;
        }

        wire.Varint(form.Numbered(1)!.Tag);
        wire.Varint((ulong)seconds);
        wire.Varint(form.Numbered(2)!.Tag);
        wire.Varint((ulong)nanos);
        return null;
    }

    private static string? Truth(ref Utf8JsonReader reader, PooledBytes wire)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            return "must be true or false";
        }

        wire.Varint(reader.GetBoolean() ? 1UL : 0UL);
        return null;
    }

    private static string? Member(ref Utf8JsonReader reader, EnumForm members, PooledBytes wire)
    {
        Span<char> room = stackalloc char[LongestName];
        int number;
        if (reader.TokenType == JsonTokenType.String)
        {
            if (!TryName(ref reader, room, out var length) || !members.TryNumber(room[..length], out number))
            {
                return $"must be a member of {members.FullName} by its name";
            }
        }
        else if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out number))
        {
            return $"must be a member of {members.FullName} by its name";
        }

        wire.Varint((ulong)number);
        return null;
    }

    // As protobuf has it: a number or a string with one, since some languages' own numbers are too small.
    private static bool Whole(ref Utf8JsonReader reader, decimal least, decimal most, PooledBytes wire)
    {
        if (!TryWhole(ref reader, out var whole) || whole < least || whole > most)
        {
            return false;
        }

        wire.Varint(whole < 0 ? (ulong)(long)whole : (ulong)whole);
        return true;
    }

    private static bool TryWhole(ref Utf8JsonReader reader, out decimal whole)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out var small):
                whole = small;
                return true;
            case JsonTokenType.Number:
                return reader.TryGetDecimal(out whole) && whole == decimal.Truncate(whole);
            case JsonTokenType.String when LooksLikeNumber(reader) && Utf8Parser.TryParse(reader.ValueSpan, out long quoted, out var read) && read == reader.ValueSpan.Length:
                whole = quoted;
                return true;
            case JsonTokenType.String when LooksLikeNumber(reader) && Utf8Parser.TryParse(reader.ValueSpan, out ulong large, out var read) && read == reader.ValueSpan.Length:
                whole = large;
                return true;
            default:
                whole = 0;
                return false;
        }
    }

    private static string? Number(ref Utf8JsonReader reader, FieldType type, PooledBytes wire)
    {
        const string MustBeNumber = "must be a number";
        double number;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDouble(out number) && double.IsFinite(number):
                break;
            case JsonTokenType.String when reader.ValueTextEquals("NaN"u8):
                number = double.NaN;
                break;
            case JsonTokenType.String when reader.ValueTextEquals("Infinity"u8):
                number = double.PositiveInfinity;
                break;
            case JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8):
                number = double.NegativeInfinity;
                break;
            case JsonTokenType.String when LooksLikeNumber(reader)
                && Utf8Parser.TryParse(reader.ValueSpan, out number, out var read) && read == reader.ValueSpan.Length && double.IsFinite(number):
                break;
            default:
                return MustBeNumber;
        }

        if (type == FieldType.Double)
        {
            wire.Fixed64(BitConverter.DoubleToUInt64Bits(number));
            return null;
        }

        if (double.IsFinite(number) && !float.IsFinite((float)number))
        {
            return MustBeNumber;
        }

        wire.Fixed32(BitConverter.SingleToUInt32Bits((float)number));
        return null;
    }

    // The parser takes more than JSON does: a plus sign, leading zeros, words.
    private static bool LooksLikeNumber(in Utf8JsonReader reader) => !reader.ValueIsEscaped && reader.ValueSpan switch
    {
        [(byte)'-', (byte)'0', >= (byte)'0' and <= (byte)'9', ..] or [(byte)'0', >= (byte)'0' and <= (byte)'9', ..] => false,
        [(byte)'-', >= (byte)'0' and <= (byte)'9', ..] or [>= (byte)'0' and <= (byte)'9', ..] => true,
        _ => false,
    };

    private static string? Bytes(ref Utf8JsonReader reader, PooledBytes wire)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes))
        {
            return "must be a string in base64";
        }

        wire.Varint((ulong)bytes.Length);
        wire.Add(bytes);
        return null;
    }
}
