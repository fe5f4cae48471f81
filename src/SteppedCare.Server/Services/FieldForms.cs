using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Server.Services;

/// <summary>The forms that fields of a request have. Each answers with a value in any case; one that is refused is never used.</summary>
internal static class FieldForms
{
    internal const int LongestName = 64;
    private const int LongestCode = 20;
    private const int LongestNote = 200;

    private static readonly SearchValues<char> s_nameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    internal static bool IsName(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestName && !text.ContainsAnyExcept(s_nameLetters);

    /// <summary>A pseudonym or id, required.</summary>
    internal static string Name(this Violations violations, string field, string text)
    {
        if (!IsName(text))
        {
            violations.Add(field, text.Length == 0 ? "is required" : "must be 1 to 64 of letters, digits, dot, underscore, hyphen");
        }

        return text;
    }

    /// <summary>A pseudonym or id that may be left out.</summary>
    internal static string NameOrEmpty(this Violations violations, string field, string text) =>
        text.Length == 0 ? text : violations.Name(field, text);

    /// <summary>A code of the NHS data set that may be left out.</summary>
    internal static string CodeOrEmpty(this Violations violations, string field, string text)
    {
        if (text.Length > LongestCode || text.AsSpan().ContainsAnyExcept(s_nameLetters))
        {
            violations.Add(field, "must be 1 to 20 of letters, digits, dot, underscore, hyphen, or empty");
        }

        return text;
    }

    /// <summary>A civil date, required.</summary>
    internal static DateOnly Date(this Violations violations, string field, string text)
    {
        if (text.Length == 0)
        {
            violations.Add(field, "is required");
        }

        return violations.DateOrEmpty(field, text) ?? default;
    }

    /// <summary>A civil date that may be left out.</summary>
    internal static DateOnly? DateOrEmpty(this Violations violations, string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            violations.Add(field, "must be a date of the calendar, such as 2026-11-22");
        }

        return date;
    }

    /// <summary>A local time that may be left out.</summary>
    internal static TimeOnly? TimeOrEmpty(this Violations violations, string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            violations.Add(field, "must be a time such as 14:30");
        }

        return time;
    }

    /// <summary>An instant that may be left out.</summary>
    internal static DateTimeOffset? InstantOrEmpty(this Violations violations, string field, Timestamp? instant)
    {
        // Timestamp's own range: the years 1 to 9999, and nanoseconds of one second.
        if (instant is null or { Seconds: >= -62_135_596_800 and <= 253_402_300_799, Nanos: >= 0 and <= 999_999_999 })
        {
            return instant?.ToDateTimeOffset();
        }

        violations.Add(field, "must be an instant of the years 1 to 9999");
        return null;
    }

    /// <summary>A version of an episode that may be left out.</summary>
    internal static int? VersionOrEmpty(this Violations violations, string field, int? version)
    {
        if (version < 1)
        {
            violations.Add(field, "must be at least 1");
        }

        return version;
    }

    /// <summary>A member of a list that must be said. Core's lists have the contract's numbers.</summary>
    internal static TList Said<TList>(this Violations violations, string field, int number)
        where TList : struct, System.Enum
    {
        if (number == 0)
        {
            violations.Add(field, "is required");
        }

        return violations.Known<TList>(field, number);
    }

    /// <summary>A member of a list where saying nothing is allowed.</summary>
    internal static TList Known<TList>(this Violations violations, string field, int number)
        where TList : struct, System.Enum
    {
        var member = Unsafe.BitCast<int, TList>(number);
        if (!System.Enum.IsDefined(member))
        {
            violations.Add(field, "is not a value of this contract");
        }

        return member;
    }

    /// <summary>A caller's own mark on an item; empty when there is none.</summary>
    internal static void Tag(this Violations violations, string field, string text)
    {
        if (text.Length > LongestName && text.EnumerateRunes().Count() > LongestName)
        {
            violations.Add(field, "must be at most 64 characters");
        }
    }

    /// <summary>What comes back of a tag: of one that is too long no more than a good one may have, since answers wait in memory.</summary>
    internal static string Echo(string tag) =>
        tag.Length <= LongestName ? tag : tag[..tag.EnumerateRunes().Take(LongestName).Sum(letter => letter.Utf16SequenceLength)];

    /// <summary>A clinician's note; empty when there is none.</summary>
    internal static string Note(this Violations violations, string field, string text)
    {
        var letters = 0;
        var printable = true;
        foreach (var letter in text.EnumerateRunes())
        {
            letters++;
            printable &= !Rune.IsControl(letter);
        }

        if (letters > LongestNote)
        {
            violations.Add(field, "must be at most 200 characters");
        }

        if (!printable)
        {
            violations.Add(field, "must not contain control characters or line breaks");
        }

        return text;
    }
}
