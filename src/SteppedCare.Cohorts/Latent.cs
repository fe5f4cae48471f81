namespace SteppedCare.Cohorts;

/// <summary>What a person brings to any therapy, before its parameters say what becomes of it: standard normal values, and one between 0 and 1.</summary>
/// <param name="Depression">How unwell by PHQ-9 among those who begin.</param>
/// <param name="Anxiety">The part of GAD-7 that does not go with it.</param>
/// <param name="Responds">Below a therapy's share of responders the person is one of them.</param>
/// <param name="Fraction">How much more is lost than by others of the same group.</param>
/// <param name="Phq9">The noise of PHQ-9 at the end.</param>
/// <param name="Gad7">The noise of GAD-7 at the end.</param>
/// <param name="Impairment">The part of WSAS that does not go with depression, and lasts.</param>
/// <param name="ImpairmentEnd">The part of it that does not last.</param>
internal readonly record struct Latent(
    double Depression, double Anxiety, double Responds, double Fraction, double Phq9, double Gad7, double Impairment, double ImpairmentEnd)
{
    internal static Latent Drawn(Chance chance)
    {
        var (depression, anxiety, responds, fraction) = (chance.Normal(), chance.Normal(), chance.Uniform(), chance.Normal());
        var (phq9, gad7, impairment, impairmentEnd) = (chance.Normal(), chance.Normal(), chance.Normal(), chance.Normal());
        return new Latent(depression, anxiety, responds, fraction, phq9, gad7, impairment, impairmentEnd);
    }
}
