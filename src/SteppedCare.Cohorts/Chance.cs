namespace SteppedCare.Cohorts;

/// <summary>What a draw is for. Each has a stream of its own, so that one more draw in one changes nothing in the others.</summary>
internal enum Draw
{
    Fate,
    Person,
    Severity,
    Calendar,
    Answers,
    LaterStep,
}

/// <summary>
/// Chance from a seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Only whole numbers and the four operations and the root that IEEE 754 settles to the last
/// bit, so that a seed means the same on every machine and runtime; System.Random promises neither.
/// </summary>
internal sealed class Chance(ulong seed, long number, Draw draw)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double Ulp53 = 1.0 / (1UL << 53);

    private ulong _state = Mixed(Mixed(seed + Golden * (ulong)draw) + Golden * (ulong)number);

    /// <summary>Between 0 and 1, never either.</summary>
    internal double Uniform() => ((Next() >> 11) + 0.5) * Ulp53;

    /// <summary>True in so many cases of one.</summary>
    internal bool Happens(double probability) => Uniform() < probability;

    /// <summary>A whole number from 0, below the bound.</summary>
    internal int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>A whole number, both ends included.</summary>
    internal int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Of the standard normal distribution.</summary>
    internal double Normal() => StandardNormal.Quantile(Uniform());

    /// <summary>How often nothing happened before it did; of that mean.</summary>
    internal int Geometric(double mean) => mean > 0 ? (int)(NaturalLogarithm.Of(Uniform()) / NaturalLogarithm.Of(mean / (1 + mean))) : 0;

    private ulong Next() => Mixed(_state += Golden);

    private static ulong Mixed(ulong bits)
    {
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
        return bits ^ bits >> 31;
    }
}
