using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace SteppedCare;

/// <summary>One field as read.</summary>
internal readonly ref struct Field
{
    internal required int Number { get; init; }

    internal required FieldForm Form { get; init; }

    internal ulong Value { get; init; }

    internal ReadOnlySpan<byte> Bytes { get; init; }
}

/// <summary>
/// Reads what <see cref="FieldWriter"/> wrote. Fields come in ascending order, each once, unless the caller says that they repeat; everything else is a
/// <see cref="FormatException"/>. A field that this version does not know is one too: a newer writer's words must not be dropped in silence.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding s_text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;
    private int _before;

    /// <summary>The next field, or false at the end.</summary>
    /// <param name="field">It.</param>
    /// <param name="repeatsFrom">Fields from this number on may repeat and come in any order.</param>
    internal bool Next(out Field field, int repeatsFrom = int.MaxValue)
    {
        field = new Field { Number = 0, Form = default };
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint.Read(ref _rest);
        if (tag >> 2 is 0 or > 1000)
        {
            throw new FormatException("A field has no number.");
        }

        var number = (int)(tag >> 2);
        if (number <= _before && !(number >= repeatsFrom && _before >= repeatsFrom))
        {
            throw new FormatException("A field is out of order.");
        }

        _before = number;
        var form = (FieldForm)(tag & 3);
        field = form switch
        {
            FieldForm.Number => new Field { Number = number, Form = form, Value = Varint.Read(ref _rest) },
            FieldForm.Bytes => new Field { Number = number, Form = form, Bytes = Take(ref _rest, Length(ref _rest)) },
            FieldForm.Eight => new Field { Number = number, Form = form, Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref _rest, 8)) },
            _ => new Field { Number = number, Form = form, Bytes = Take(ref _rest, 16) },
        };
        return true;
    }

    /// <summary>A length, and so many bytes after it.</summary>
    internal static ReadOnlySpan<byte> Prefixed(scoped ref ReadOnlySpan<byte> bytes) => Take(ref bytes, Length(ref bytes));

    internal static ulong Number(scoped in Field field) => Is(field, FieldForm.Number).Value;

    internal static int Whole(scoped in Field field) => Whole(Number(field));

    internal static int Whole(ulong value) => value <= int.MaxValue ? (int)value : throw new FormatException("A number is too large.");

    internal static long Signed(scoped in Field field) => ZagZig(Number(field));

    internal static long ZagZig(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    internal static T Member<T>(scoped in Field field)
        where T : struct, Enum => Member<T>(Number(field));

    /// <summary>A member of a list. One that this version does not know is refused as an unknown field is.</summary>
    internal static T Member<T>(ulong number)
        where T : struct, Enum
    {
        var whole = Whole(number);
        var member = Unsafe.BitCast<int, T>(whole);
        return Enum.IsDefined(member) ? member : throw new FormatException($"Not a {typeof(T).Name} of this version.");
    }

    internal static bool Flag(scoped in Field field) => Number(field) switch { 0 => false, 1 => true, _ => throw new FormatException("Neither yes nor no.") };

    internal static ReadOnlySpan<byte> Bytes(scoped in Field field) => Is(field, FieldForm.Bytes).Bytes;

    internal static ulong Eight(scoped in Field field) => Is(field, FieldForm.Eight).Value;

    internal static string Text(scoped in Field field)
    {
        try
        {
            return s_text.GetString(Bytes(field));
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("A text is not UTF-8.", exception);
        }
    }

    internal static string Id(scoped in Field field) =>
        field.Form == FieldForm.Sixteen ? new Guid(field.Bytes, bigEndian: true).ToString("D") : Text(field);

    internal static DateTimeOffset Instant(long milliseconds)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("An instant is out of range.", exception);
        }
    }

    internal static DateOnly Date(DateOnly from, long days)
    {
        var number = Sum(from.DayNumber, days);
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : throw new FormatException("A date is out of range.");
    }

    /// <summary>A sum that may come from any bytes.</summary>
    internal static long Sum(long left, long right)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0 ? sum : throw new FormatException("A number is too large.");
    }

    internal static FormatException Unknown(scoped in Field field, string where) => new($"Field {field.Number} of {where} is not known to this version.");

    private static Field Is(scoped in Field field, FieldForm form) => field.Form == form ? field : throw new FormatException("A field has another form.");

    private static int Length(scoped ref ReadOnlySpan<byte> bytes)
    {
        var length = Varint.Read(ref bytes);
        return length <= (ulong)bytes.Length ? (int)length : throw new FormatException("The bytes end too early.");
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, int length)
    {
        if (length > bytes.Length)
        {
            throw new FormatException("The bytes end too early.");
        }

        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }
}
