namespace SteppedCare.Cohorts;

/// <summary>The natural logarithm, from operations that are the same to the last bit everywhere; that of the C library, behind Math.Log, is not.</summary>
internal static class NaturalLogarithm
{
    private const double OfTwo = 0.693147180559945309417;
    private const double RootOfTwo = 1.41421356237309504880;
    private const int Terms = 11;

    /// <summary>Of a positive normal number; within 4e-16 of the true value, relative to the larger of it and 1.</summary>
    internal static double Of(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.UInt64BitsToDouble(bits & 0x000FFFFFFFFFFFFF | 0x3FF0000000000000);
        if (mantissa > RootOfTwo)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m - 1) / (m + 1)), whose argument is at most 0.172 here.
        var argument = (mantissa - 1) / (mantissa + 1);
        var square = argument * argument;
        var sum = 0.0;
        for (var term = Terms; term >= 0; term--)
        {
            sum = sum * square + 1.0 / (2 * term + 1);
        }

        return exponent * OfTwo + 2 * argument * sum;
    }
}
