using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect.Json;

/// <summary>
/// Reads a message in protobuf's JSON form and writes it in its binary one, in one pass and without the message itself. Every fault is named by its place;
/// no value is repeated. Stricter than the form demands: unknown names and names told twice are faults, since either may be a fact that would go unread.
/// </summary>
internal ref struct MessageReading
{
    internal const int Deepest = 64;

    private readonly PooledBytes _wire;
    private readonly Violations _violations;
    private Utf8JsonReader _reader;

    private MessageReading(ReadOnlySpan<byte> json, PooledBytes wire, Violations violations)
    {
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        _wire = wire;
        _violations = violations;
    }

    /// <summary>Writes a message behind what the buffer holds. Null when it could be read, else what to mend.</summary>
    internal static Refusal? Read(ReadOnlySpan<byte> json, MessageForm form, PooledBytes wire)
    {
        if (Unreadable(json) is { } why)
        {
            return Malformed(why, []);
        }

        var violations = new Violations();
        try
        {
            new MessageReading(json, wire, violations).Whole(form);
        }
        catch (JsonException fault)
        {
            // A place is left only by reading on: the path is still the one where reading stopped.
            violations.AddHere("must be JSON: the text breaks off or goes wrong here");
            return Malformed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The body is no JSON from line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} on, or is nested deeper than {Deepest}."),
                Found(violations));
        }

        return violations.Any ? violations.Refuse() : null;
    }

    private static string? Unreadable(ReadOnlySpan<byte> json) =>
        json.IsEmpty ? "The body is empty; a message in which nothing is told is {}."
        : json.StartsWith(Encoding.UTF8.Preamble) ? "The body begins with a byte order mark; JSON has none."
        : !Utf8.IsValid(json) ? "The body is no UTF-8."
        : null;

    private static Refusal Malformed(string message, ImmutableArray<FieldViolation> violations) =>
        new(RefusalKind.Invalid, WireReasons.MalformedRequest, message, violations);

    // The message as a whole has no path.
    private static ImmutableArray<FieldViolation> Found(Violations violations) =>
        [.. violations.Refuse().Violations.Where(violation => violation.Field.Length > 0)];

    private void Whole(MessageForm form)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _violations.AddHere("the body must be an object");
            return;
        }

        Members(form);

        // Finds what stands behind the message.
        _reader.Read();
    }

    // From the opening brace to the closing one.
    private void Members(MessageForm form)
    {
        Span<bool> seen = stackalloc bool[form.FieldCount];
        Span<bool> chosen = stackalloc bool[form.OneofCount];
        Span<char> room = stackalloc char[ScalarReading.LongestName];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var known = ScalarReading.TryName(ref _reader, room, out var length) ? form.Named(room[..length]) : null;
            if (known is not { } field)
            {
                Unknown(room[..length]);
                continue;
            }

            var within = _violations.In(field.Name);
            _reader.Read();
            if (seen[field.Index])
            {
                Refuse("must be told once");
            }
            else if (_reader.TokenType != JsonTokenType.Null)
            {
                if (field.Oneof >= 0)
                {
                    if (chosen[field.Oneof])
                    {
                        _violations.AddHere("must not be told beside another of the same choice");
                    }

                    chosen[field.Oneof] = true;
                }

                if (field.IsRepeated)
                {
                    Elements(field);
                }
                else
                {
                    Value(field);
                }
            }

            seen[field.Index] = true;
            within.Dispose();
        }
    }

    private void Elements(JsonField field)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            Refuse("must be an array");
            return;
        }

        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var within = _violations.At(index);
            Value(field);
            within.Dispose();
        }
    }

    private void Value(JsonField field)
    {
        _wire.Varint(field.Tag);
        if (field.Message is { } message)
        {
            var start = _wire.Length;
            Message(message);
            _wire.Prefix(start);
        }
        else if (ScalarReading.Value(ref _reader, field, _wire) is { } wrong)
        {
            Refuse(wrong);
        }
    }

    private void Message(MessageForm form)
    {
        if (form.IsInstant)
        {
            if (ScalarReading.Instant(ref _reader, _wire) is { } wrong)
            {
                Refuse(wrong);
            }
        }
        else if (form.IsTime)
        {
            if (ScalarReading.Time(ref _reader, _wire) is { } wrong)
            {
                Refuse(wrong);
            }
        }
        else if (_reader.TokenType == JsonTokenType.StartObject)
        {
            Members(form);
        }
        else
        {
            Refuse("must be an object");
        }
    }

    private void Refuse(string wrong)
    {
        _violations.AddHere(wrong);
        _reader.Skip();
    }

    // Shown only if it looks like a name: anything else may be a person's words, or who they are, in the wrong place.
    private void Unknown(scoped ReadOnlySpan<char> name)
    {
        const int LongestShown = 64;
        var shown = name[..Math.Min(name.Length, LongestShown)];
        if (name.IsEmpty || char.IsAsciiDigit(name[0]) || shown.ContainsAnyExcept(ScalarReading.NameLetters) || HasNumber(shown))
        {
            _violations.AddHere("must have no member but those of the contract; one has a name that is not repeated here");
        }
        else
        {
            _violations.Add(shown.ToString(), "is not in the contract");
        }

        _reader.Read();
        _reader.Skip();
    }

    private static bool HasNumber(ReadOnlySpan<char> name)
    {
        const int ShortestNumber = 3;
        var run = 0;
        foreach (var letter in name)
        {
            run = char.IsAsciiDigit(letter) ? run + 1 : 0;
            if (run == ShortestNumber)
            {
                return true;
            }
        }

        return false;
    }
}
