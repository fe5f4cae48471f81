using System.Globalization;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Instants and durations as protobuf's JSON has them: RFC 3339, and seconds with an s.</summary>
internal static class Instants
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const long MostSeconds = 315_576_000_000;
    private const int NanosPerSecond = 1_000_000_000;

    internal static bool TryInstant(ReadOnlySpan<char> text, out long seconds, out int nanos)
    {
        (seconds, nanos) = (0, 0);
        const int UpToSeconds = 19;
        if (text.Length <= UpToSeconds
            || !DateTime.TryParseExact(text[..UpToSeconds], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var rest = text[UpToSeconds..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
            {
                return false;
            }

            nanos = Fraction(rest.Slice(1, digits));
            rest = rest[(digits + 1)..];
        }

        if (!TryOffset(rest, out var offset))
        {
            return false;
        }

        seconds = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
        return seconds is >= FirstSecond and <= LastSecond;
    }

    internal static bool TryDuration(ReadOnlySpan<char> text, out long seconds, out int nanos)
    {
        (seconds, nanos) = (0, 0);
        if (text is not [.., 's'])
        {
            return false;
        }

        var negative = text[0] == '-';
        var number = text[(negative ? 1 : 0)..^1];
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? [] : number[(point + 1)..];
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
            || seconds > MostSeconds
            || (point >= 0 && (fraction.Length is < 1 or > 9 || fraction.ContainsAnyExceptInRange('0', '9'))))
        {
            return false;
        }

        nanos = Fraction(fraction);
        (seconds, nanos) = negative ? (-seconds, -nanos) : (seconds, nanos);
        return true;
    }

    internal static string Instant(long seconds, int nanos) =>
        DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(nanos) + "Z";

    internal static string Duration(long seconds, int nanos) =>
        string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 || nanos < 0 ? "-" : "")}{Math.Abs(seconds)}{Fraction(Math.Abs(nanos))}s");

    // None, three, six or nine digits.
    private static string Fraction(int nanos) => nanos switch
    {
        0 => "",
        _ when nanos % 1_000_000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000_000:D3}"),
        _ when nanos % 1_000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000:D6}"),
        _ => string.Create(CultureInfo.InvariantCulture, $".{nanos:D9}"),
    };

    private static int Fraction(ReadOnlySpan<char> digits)
    {
        var (nanos, unit) = (0, NanosPerSecond);
        foreach (var digit in digits)
        {
            unit /= 10;
            nanos += (digit - '0') * unit;
        }

        return nanos;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is "Z")
        {
            return true;
        }

        if (text is not [('+' or '-') and var sign, _, _, ':', _, _]
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 18 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * 60 * (sign == '-' ? -1 : 1);
        return true;
    }
}
