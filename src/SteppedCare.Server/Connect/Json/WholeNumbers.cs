using System.Buffers.Text;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Whole numbers as JSON may spell them: 5, 5.0, 50e-1. Exactly, since a number that was rounded is another one.</summary>
internal static class WholeNumbers
{
    // Of the largest number of 64 bits.
    private const int MostDigits = 19;

    /// <param name="text">A number that JSON has.</param>
    /// <param name="whole">Its value.</param>
    internal static bool TryRead(ReadOnlySpan<byte> text, out long whole)
    {
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var isRead = TryDigits(exponentAt < 0 ? text : text[..exponentAt], out var magnitude, out var place);
        if (isRead && magnitude != 0 && exponentAt >= 0)
        {
            isRead = Utf8Parser.TryParse(text[(exponentAt + 1)..], out short exponent, out _);
            place += exponent;
        }

        whole = 0;
        if (!isRead || (magnitude != 0 && place is < 0 or > MostDigits))
        {
            return false;
        }

        for (; magnitude != 0 && place > 0; place--)
        {
            magnitude *= 10;
        }

        var value = text[0] == '-' ? -magnitude : magnitude;
        if (value < long.MinValue || value > long.MaxValue)
        {
            return false;
        }

        whole = (long)value;
        return true;
    }

    // The digits without the zeros behind them, and at which power of ten the last one stands.
    private static bool TryDigits(ReadOnlySpan<byte> text, out Int128 magnitude, out int place)
    {
        (magnitude, place) = (0, 0);
        var (zeros, digits, behindPoint) = (0, 0, false);
        foreach (var letter in text)
        {
            switch (letter)
            {
                case (byte)'-':
                    continue;
                case (byte)'.':
                    behindPoint = true;
                    continue;
                case (byte)'0':
                    zeros++;
                    break;
                default:
                    digits = magnitude == 0 ? 1 : digits + zeros + 1;
                    if (digits > MostDigits)
                    {
                        return false;
                    }

                    for (; magnitude != 0 && zeros > 0; zeros--)
                    {
                        magnitude *= 10;
                    }

                    zeros = 0;
                    magnitude = (magnitude * 10) + (letter - '0');
                    break;
            }

            place -= behindPoint ? 1 : 0;
        }

        place += zeros;
        return true;
    }
}
