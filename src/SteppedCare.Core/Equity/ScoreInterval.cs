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
    /// <param name="one">The one, in per cent.</param>
    /// <param name="ofOne">Its interval.</param>
    /// <param name="other">The other, in per cent.</param>
    /// <param name="ofOther">Its interval.</param>
    internal static ScoreInterval OfDifference(double one, ScoreInterval ofOne, double other, ScoreInterval ofOther) => new(
        one - other - Distance(one - ofOne.Lower, ofOther.Upper - other),
        one - other + Distance(ofOne.Upper - one, other - ofOther.Lower));

    private static double Distance(double one, double other) => Math.Sqrt(one * one + other * other);

    private static double Percent(double share) => 100 * Math.Clamp(share, 0, 1);
}
