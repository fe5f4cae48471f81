using System.Globalization;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Lengths of time as protobuf's JSON has them: seconds with up to nine decimals, and an s.</summary>
internal static class Times
{
    // Ten thousand years, as google.protobuf.Duration has it.
    private const long MostSeconds = 315_576_000_000;
    private const int MostDecimals = 9;

    internal static bool TryTime(ReadOnlySpan<char> text, out long seconds, out int nanos)
    {
        (seconds, nanos) = (0, 0);
        if (text is not [.., 's'])
        {
            return false;
        }

        var isNegative = text[0] == '-';
        var number = text[(isNegative ? 1 : 0)..^1];
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var decimals = point < 0 ? [] : number[(point + 1)..];
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds > MostSeconds
            || (point >= 0 && (decimals.Length is 0 or > MostDecimals || decimals.ContainsAnyExceptInRange('0', '9'))))
        {
            return false;
        }

        nanos = Instants.Fraction(decimals);
        if (seconds == MostSeconds && nanos > 0)
        {
            return false;
        }

        if (isNegative)
        {
            (seconds, nanos) = (-seconds, -nanos);
        }

        return true;
    }
}
