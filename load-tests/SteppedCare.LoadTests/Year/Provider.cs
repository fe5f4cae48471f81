using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>One of the 121 providers with 500 finished courses or more, and how it practises.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Referrals">In the year.</param>
/// <param name="LowToHigh">Courses that begin with a low stage to one that begins high.</param>
/// <param name="SteppedUp">Of finished courses.</param>
internal sealed record Provider(int Number, int Referrals, double LowToHigh, double SteppedUp)
{
    internal const int All = 121;

    private const int Orders = 1_000;

    // Of courses drawn, so that of those with an official stage 298,167 of 597,048 begin low: short courses with a stray contact have none, and most began high (calculated).
    private const double LowFirst = 0.47;

    // Of courses that begin at an intensity, how many meet one stray contact of the other; and how many of those that begin high step down. The nation's.
    private const double StrayInLow = 15_939 / 298_167.0, StrayInHigh = 184_000 / 298_881.0, SteppedDown = 2_980 / 298_881.0;

    // NHS England, annual report 2024-25, 121 providers (calculated from its files): the least, the 5th, 25th, 50th, 75th and 95th of a hundred, and the greatest.
    private static readonly Quantiles s_referrals = new((0, 1_400), (0.05, 2_820), (0.5, 10_700), (0.95, 37_500), (1, 64_470));
    private static readonly Quantiles s_ratios = new((0, 0.18), (0.25, 0.68), (0.5, 0.99), (0.75, 1.69), (1, 7.4));
    private static readonly Quantiles s_stepUps = new((0, 0.01), (0.25, 0.046), (0.5, 0.076), (0.75, 0.108), (0.95, 0.18), (1, 0.38));

    internal string Service => string.Create(CultureInfo.InvariantCulture, $"provider-{Number:000}");

    /// <summary>
    /// All of them: each published spread is met exactly, and of many orders in which the large and the small begin low or step up those are taken that come to the
    /// nation's own row (judgement: nothing is published of how size and practice go together).
    /// </summary>
    internal static ImmutableArray<Provider> Of(ulong seed)
    {
        var sizes = Shuffled(seed, 0);
        var ratios = Nearest(seed, 1, sizes, share => LowOf(s_ratios.At(share)), LowFirst);
        var stepUps = Nearest(seed, 2, sizes, s_stepUps.At, 57_983 / 670_419.0);
        return [.. Enumerable.Range(0, All).Select(number => new Provider(number, (int)s_referrals.At(sizes[number]), s_ratios.At(ratios[number]), s_stepUps.At(stepUps[number])))];
    }

    /// <summary>England's courses, in this provider's proportions.</summary>
    internal CohortParameters Practice()
    {
        // Published shares are of all finished courses, also of those whose steps nobody recorded.
        var low = LowOf(LowToHigh);
        var stepUp = Math.Min(SteppedUp / (1 - Therapies.England.StepsUnrecorded), 0.9 * low);
        var mixtures = new Mixtures(stepUp, SteppedDown * (1 - low), StrayInHigh * (1 - low), StrayInLow * (low - stepUp));
        var england = Therapies.England;
        return england with
        {
            Mixtures = mixtures,
            Mix =
            [
                .. Scaled(england, Step.Low, low - stepUp - mixtures.LowWithStray),
                .. Scaled(england, Step.High, 1 - low - mixtures.SteppedDown - mixtures.HighWithStray),
                (Therapies.BothStages, mixtures.SteppedUp + mixtures.SteppedDown + mixtures.HighWithStray + mixtures.LowWithStray),
            ],
        };
    }

    private static IEnumerable<(TherapyParameters, double)> Scaled(CohortParameters england, Step step, double to)
    {
        var kinds = england.Mix.Where(kind => kind.Therapy.Step == step).ToList();
        return kinds.Select(kind => (kind.Therapy, to * kind.Weight / kinds.Sum(other => other.Weight)));
    }

    private static double LowOf(double lowToHigh) => lowToHigh / (1 + lowToHigh);

    // Of a thousand orders the one whose mean, by referrals, is nearest.
    private static double[] Nearest(ulong seed, int what, double[] sizes, Func<double, double> value, double mean) => Enumerable.Range(0, Orders)
        .Select(order => Shuffled(seed, (what * Orders) + order))
        .MinBy(order => Math.Abs(order.Zip(sizes, (share, size) => value(share) * s_referrals.At(size)).Sum() / sizes.Sum(s_referrals.At) - mean))!;

    // The middle of each of 121 equal shares, the least and the greatest at the ends, in an order of their own.
    private static double[] Shuffled(ulong seed, long what)
    {
        var chance = new Chance(seed, what, Draw.Fate);
        var shares = Enumerable.Range(0, All).Select(place => place / (All - 1.0)).ToArray();
        for (var place = shares.Length - 1; place > 0; place--)
        {
            var other = chance.Below(place + 1);
            (shares[place], shares[other]) = (shares[other], shares[place]);
        }

        return shares;
    }
}
