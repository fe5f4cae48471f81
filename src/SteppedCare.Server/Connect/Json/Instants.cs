using System.Globalization;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Instants as protobuf's JSON has them: RFC 3339.</summary>
internal static class Instants
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
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

    internal static int Fraction(ReadOnlySpan<char> digits)
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
