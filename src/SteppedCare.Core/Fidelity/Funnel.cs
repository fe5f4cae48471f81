namespace SteppedCare;

/// <summary>
/// The limits of a funnel plot: between which a service of that size lies if it differs from all of them together by chance alone (Spiegelhalter 2005: two and
/// three standard errors of a proportion). Outside the outer ones somebody asks why; it is no verdict.
/// </summary>
/// <param name="Centre">All services together, in per cent.</param>
/// <param name="Lower95">Below it lie 2.5 % by chance.</param>
/// <param name="Upper95">Above it lie 2.5 % by chance.</param>
/// <param name="Lower998">Below it lies 0.1 % by chance.</param>
/// <param name="Upper998">Above it lies 0.1 % by chance.</param>
internal readonly record struct Funnel(double Centre, double Lower95, double Upper95, double Lower998, double Upper998)
{
    private const double Two = 1.959964, Three = 3.090232;

    /// <summary>For a service with that denominator; null where there is nothing to compare.</summary>
    internal static Funnel? Of(long part, long whole, long denominator)
    {
        if (whole <= 0 || denominator <= 0)
        {
            return null;
        }

        var share = (double)part / whole;
        var error = Math.Sqrt(share * (1 - share) / denominator);
        return new Funnel(100 * share, Percent(share - Two * error), Percent(share + Two * error), Percent(share - Three * error), Percent(share + Three * error));
    }

    private static double Percent(double share) => 100 * Math.Clamp(share, 0, 1);
}
