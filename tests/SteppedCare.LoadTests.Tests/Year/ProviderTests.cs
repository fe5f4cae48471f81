using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Year;

namespace SteppedCare.LoadTests.Tests.Year;

public sealed class ProviderTests
{
    [Fact]
    public void The_published_spread_is_met_from_end_to_end_and_in_the_middle()
    {
        var providers = Provider.Of(20_261_122);
        var (referrals, ratios, stepUps) = (Sorted(providers, each => each.Referrals), Sorted(providers, each => each.LowToHigh), Sorted(providers, each => each.SteppedUp));

        Assert.Equal(121, providers.Length);
        Assert.Equal((1_400, 10_700, 64_470), (referrals[0], referrals[60], referrals[^1]));
        Assert.Equal((0.18, 0.99, 7.4), (ratios[0], Math.Round(ratios[60], 6), Math.Round(ratios[^1], 6)));
        Assert.Equal((0.01, 0.076, 0.38), (stepUps[0], Math.Round(stepUps[60], 6), Math.Round(stepUps[^1], 6)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_providers_and_another_gives_others()
    {
        Assert.True(Provider.Of(7).SequenceEqual(Provider.Of(7)));
        Assert.False(Provider.Of(7).SequenceEqual(Provider.Of(8)));
    }

    // Of many courses that all finish and are all recorded, so that only the practice is left to chance.
    [Fact]
    public void A_provider_practises_as_it_was_drawn()
    {
        var provider = new Provider(3, 0, 1.5, 0.12);
        var planted = new Planted().With(new Cohort(provider.Practice() with { Funnel = Funnel.AllFinish, StepsUnrecorded = 0 }, 5).Courses(40_000)).Figures;

        Assert.InRange(Share(planted["official-step-up-of-finished"]), 0.12, 0.131);

        // Short courses with a stray contact have no stage, more of them that began high.
        Assert.InRange(Share(planted["official-low-to-high"]), 1.5, 1.75);
    }

    // One referral in twenty: by chance alone a share of all finished courses is off by half a point at most.
    [Fact]
    public void All_providers_together_are_the_nation_as_it_was_published()
    {
        var planted = Provider.Of(2).Aggregate(new Planted(), (all, provider) => all.With(new Cohort(provider.Practice(), 2 + (ulong)provider.Number).Courses(provider.Referrals / 20)));

        Assert.All(YearRun.Published, row => Assert.InRange(100 * Share(planted.Figures[row.Measure]), row.Percent - YearRun.Tolerance, row.Percent + YearRun.Tolerance));
    }

    [Fact]
    public void Every_provider_s_practice_can_be_played() => Assert.All(Provider.Of(20_261_122), provider => Assert.Empty(provider.Practice().Faults()));

    private static double Share((long Numerator, long Denominator) figure) => (double)figure.Numerator / figure.Denominator;

    private static double[] Sorted(IEnumerable<Provider> providers, Func<Provider, double> of) => [.. providers.Select(of).Order()];
}
