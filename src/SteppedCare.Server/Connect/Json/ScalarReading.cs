using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Reads single values of JSON and writes them as protobuf. Each way says what the value must be instead; null: it was fine.</summary>
internal static class ScalarReading
{
    /// <summary>No name in a contract is longer, in characters.</summary>
    internal const int LongestName = 128;

    private const string MustBeText = "must be a string";
    private const string MustBeWholeText = "must be a string of whole characters; one is half a surrogate pair";
    private const string MustBeTime = "must be a length of time in seconds such as \"300s\" or \"0.005s\"";
    private const string MustBeInstant = "must be an instant such as \"2026-02-09T12:00:00Z\", of the years 1 to 9999";

    private static readonly uint s_seconds = WireFormat.MakeTag(Timestamp.SecondsFieldNumber, WireFormat.WireType.Varint);
    private static readonly uint s_nanos = WireFormat.MakeTag(Timestamp.NanosFieldNumber, WireFormat.WireType.Varint);

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

    internal static string? Value(ref Utf8JsonReader reader, JsonField field, PooledBytes wire)
    {
        switch (field.Type)
        {
            case FieldType.String:
                return reader.TokenType == JsonTokenType.String ? Text(ref reader, wire) : MustBeText;
            case FieldType.Bool:
                return Truth(ref reader, wire);
            case FieldType.Enum:
                return Member(ref reader, field.Members!, wire);
            case FieldType.Double:
                return Number(ref reader, wire);
            case FieldType.Int64:
                return Whole(ref reader, long.MinValue, long.MaxValue, wire) ? null : "must be a whole number from -9223372036854775808 to 9223372036854775807";
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

    /// <summary>A Timestamp, without its length.</summary>
    internal static string? Instant(ref Utf8JsonReader reader, PooledBytes wire)
    {
        Span<char> room = stackalloc char[LongestName];
        if (reader.TokenType != JsonTokenType.String
            || !TryName(ref reader, room, out var length)
            || !Instants.TryInstant(room[..length], out var seconds, out var nanos))
        {
            return MustBeInstant;
        }

        Write(wire, seconds, nanos);
        return null;
    }

    /// <summary>A Duration, without its length.</summary>
    internal static string? Time(ref Utf8JsonReader reader, PooledBytes wire)
    {
        Span<char> room = stackalloc char[LongestName];
        if (reader.TokenType != JsonTokenType.String
            || !TryName(ref reader, room, out var length)
            || !Times.TryTime(room[..length], out var seconds, out var nanos))
        {
            return MustBeTime;
        }

        Write(wire, seconds, nanos);
        return null;
    }

    // Timestamp and Duration have the same two fields.
    private static void Write(PooledBytes wire, long seconds, int nanos)
    {
        wire.Varint(s_seconds);
        wire.Varint((ulong)seconds);
        wire.Varint(s_nanos);
        wire.Varint((ulong)nanos);
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
        long number = 0;
        var isKnown = reader.TokenType switch
        {
            JsonTokenType.String => TryName(ref reader, room, out var length) && TryMember(members, room[..length], out number),
            JsonTokenType.Number => WholeNumbers.TryRead(reader.ValueSpan, out number) && number is >= int.MinValue and <= int.MaxValue,
            _ => false,
        };
        if (!isKnown)
        {
            return $"must be a member of {members.FullName} by its name, such as {members.Example}";
        }

        wire.Varint((ulong)number);
        return null;
    }

    private static bool TryMember(EnumForm members, ReadOnlySpan<char> name, out long number)
    {
        var isKnown = members.TryNumber(name, out var member);
        number = member;
        return isKnown;
    }

    // As protobuf has it: a number or a string with one, since some languages' own numbers are too small.
    private static bool Whole(ref Utf8JsonReader reader, long least, long most, PooledBytes wire)
    {
        long whole = 0;
        var isWhole = reader.TokenType switch
        {
            JsonTokenType.Number => WholeNumbers.TryRead(reader.ValueSpan, out whole),
            JsonTokenType.String => LooksLikeNumber(reader) && Utf8Parser.TryParse(reader.ValueSpan, out whole, out var read) && read == reader.ValueSpan.Length,
            _ => false,
        };
        if (!isWhole || whole < least || whole > most)
        {
            return false;
        }

        wire.Varint((ulong)whole);
        return true;
    }

    private static string? Number(ref Utf8JsonReader reader, PooledBytes wire)
    {
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
                return "must be a number";
        }

        wire.Fixed64(BitConverter.DoubleToUInt64Bits(number));
        return null;
    }

    // The parser takes more than JSON does: a plus sign, leading zeros, words.
    private static bool LooksLikeNumber(in Utf8JsonReader reader) => !reader.ValueIsEscaped && reader.ValueSpan switch
    {
        [(byte)'-', (byte)'0', >= (byte)'0' and <= (byte)'9', ..] or [(byte)'0', >= (byte)'0' and <= (byte)'9', ..] => false,
        [(byte)'-', >= (byte)'0' and <= (byte)'9', ..] or [>= (byte)'0' and <= (byte)'9', ..] => true,
        _ => false,
    };
}
