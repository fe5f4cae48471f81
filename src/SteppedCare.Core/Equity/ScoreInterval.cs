namespace SteppedCare;

/// <summary>
/// A 95 % confidence interval, in per cent. Of a share it is Wilson's score interval (JASA 1927, 22:209), of the difference of two shares Newcombe's hybrid of
/// two of those (Statistics in Medicine 1998, 17:873, method 10): both hold their level in small groups and near 0 and 100 %, where the usual ones do not.
/// </summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
internal readonly record struct ScoreInterval(double Lower, double Upper)
{
    private const double Two = 1.959964;

    /// <summary>Of so many of so many, which are more than none.</summary>
    internal static ScoreInterval OfShare(long part, long whole)
    {
        var (share, square) = ((double)part / whole, Two * Two / whole);
        var middle = (share + square / 2) / (1 + square);
        var half = Two / (1 + square) * Math.Sqrt(share * (1 - share) / whole + square / whole / 4);
        return new(Percent(middle - half), Percent(middle + half));
    }

    /// <summary>Of the one share less the other.</summary>
    internal static ScoreInterval OfDifference((long Part, long Whole) one, (long Part, long Whole) other)
    {
        var (first, second) = (100.0 * one.Part / one.Whole, 100.0 * other.Part / other.Whole);
        var (firstInterval, secondInterval) = (OfShare(one.Part, one.Whole), OfShare(other.Part, other.Whole));
        return new(
            first - second - Distance(first - firstInterval.Lower, secondInterval.Upper - second),
            first - second + Distance(firstInterval.Upper - first, second - secondInterval.Lower));
    }

    private static double Distance(double one, double other) => Math.Sqrt(one * one + other * other);

    private static double Percent(double share) => 100 * Math.Clamp(share, 0, 1);
}
