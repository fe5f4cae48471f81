namespace SteppedCare.Cohorts;

/// <summary>The normal distribution of mean 0 and standard deviation 1.</summary>
internal static class StandardNormal
{
    // Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484; highest power first.
    private static readonly double[] s_centreOver =
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
    ];

    private static readonly double[] s_centreUnder =
    [
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
        5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
    ];

    private static readonly double[] s_tailOver =
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 0.241780725177450611770, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static readonly double[] s_tailUnder =
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 0.148103976427480074590,
        0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    /// <summary>The value that so great a part of the distribution lies below. Held at 6.7 standard deviations, which one draw in 10^11 would pass.</summary>
    internal static double Quantile(double probability)
    {
        var centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            var square = 0.180625 - centred * centred;
            return centred * Polynomial(s_centreOver, square) / Polynomial(s_centreUnder, square);
        }

        var distance = Math.Min(5, Math.Sqrt(-NaturalLogarithm.Of(Math.Min(probability, 1 - probability)))) - 1.6;
        var size = Polynomial(s_tailOver, distance) / Polynomial(s_tailUnder, distance);
        return centred < 0 ? -size : size;
    }

    private static double Polynomial(double[] coefficients, double at)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = sum * at + coefficient;
        }

        return sum;
    }
}
