using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>Drawn courses come out as England's did.</summary>
public sealed class FitTests
{
    private const ulong Seed = 20_261_122;

    // Three standard errors of a rate near one half over 20,000 courses, on top of the 2 points.
    private const double Wider = CohortRun.Tolerance + 1.1;

    public static TheoryData<string> Kinds => [.. Therapies.England.Mix.Select(kind => kind.Therapy.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_100_000_finished_courses_every_rate_is_within_2_points_of_the_published(string kind)
    {
        var therapy = Therapies.England.Mix.Single(entry => entry.Therapy.Name == kind).Therapy;

        Near(therapy.Published, CohortRun.Drawn(CohortParameters.Finished(therapy), 100_000, Seed), CohortRun.Tolerance);
    }

    [Fact]
    public void The_mix_of_the_nation_gives_the_national_row() =>
        Near(Therapies.National, CohortRun.Drawn(Therapies.England with { Funnel = Funnel.AllFinish }, 100_000, Seed), CohortRun.Tolerance);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_seed_is_not_a_lucky_one(ulong seed)
    {
        foreach (var (therapy, _) in Therapies.England.Mix)
        {
            Near(therapy.Published, CohortRun.Drawn(CohortParameters.Finished(therapy), 20_000, seed), Wider);
        }
    }

    [Fact]
    public void Every_single_therapy_lies_below_the_nation_so_that_courses_with_both_must_lie_above()
    {
        var single = Therapies.England.Mix.Select(kind => kind.Therapy).Where(therapy => therapy != Therapies.BothStages);

        Assert.All(single, therapy => Assert.True(therapy.Published.ReliableRecovery < Therapies.National.ReliableRecovery, therapy.Name));
        Assert.True(Therapies.BothStages.Published.ReliableRecovery > Therapies.National.ReliableRecovery);
    }

    [Fact]
    public void What_both_must_reach_follows_from_the_published_rows()
    {
        var all = Therapies.England.Mix.Sum(kind => kind.Weight);
        for (var rate = 0; rate < 4; rate++)
        {
            var mixed = Therapies.England.Mix.Sum(kind => kind.Weight * kind.Therapy.Published.Each()[rate]) / all;
            Assert.Equal(Therapies.National.Each()[rate], mixed, 0.1);
        }
    }

    [Fact]
    public async Task A_rate_that_is_off_fails_the_run()
    {
        using var said = new StringWriter();

        Assert.False(await new CohortRun(20, 1, said).RunAsync());
        Assert.Contains("a rate is more than 2 points off", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fitter_finds_its_way_back_to_published_rates()
    {
        var astray = Therapies.Cbt with { Response = Therapies.Cbt.Response with { Responders = 0.45, ResponderFraction = 0.8 } };
        var fitter = new Fitter(astray, Therapies.England.Paired, 4_000, 1);

        var found = fitter.Fit(80);

        Assert.True(fitter.RatesOf(astray.Response).FurthestFrom(astray.Published) > 2);
        Near(astray.Published, fitter.RatesOf(found), CohortRun.Tolerance);
        Assert.Equal(found, fitter.Fit(80));
    }

    private static void Near(Rates published, Rates drawn, double tolerance) =>
        Assert.True(drawn.FurthestFrom(published) <= tolerance, $"drawn {drawn}, published {published}");
}
