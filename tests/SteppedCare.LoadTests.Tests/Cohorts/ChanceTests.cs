using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

public sealed class ChanceTests
{
    private const int Many = 200_000;

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599639845400545)]
    [InlineData(0.025, -1.9599639845400545)]
    [InlineData(0.999, 3.0902323061678132)]
    [InlineData(1e-9, -5.9978070150076869)]
    public void Quantiles_of_the_normal_distribution_are_the_tables(double probability, double quantile) =>
        Assert.Equal(quantile, StandardNormal.Quantile(probability), 12);

    [Fact]
    public void A_quantile_is_held_where_no_table_reaches() => Assert.Equal(StandardNormal.Quantile(1e-12), StandardNormal.Quantile(1e-15));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.69314718055994530942)]
    [InlineData(10, 2.3025850929940456840)]
    [InlineData(0.001, -6.9077552789821370521)]
    [InlineData(1.4142135623730952, 0.34657359027997270)]
    public void Logarithms_are_the_tables(double number, double logarithm) => Assert.Equal(logarithm, NaturalLogarithm.Of(number), 14);

    [Fact]
    public void A_logarithm_is_the_same_to_the_last_bit_wherever_it_is_taken() =>
        Assert.Equal(0x4000_D982_19D2_0419, BitConverter.DoubleToInt64Bits(NaturalLogarithm.Of(8.217)));

    [Fact]
    public void A_seed_gives_the_same_numbers_for_ever()
    {
        var chance = new Chance(7, 3, Draw.Calendar);

        Assert.Equal([957175, 953854, 412805, 237849, 336177], Enumerable.Range(0, 5).Select(_ => chance.Below(1_000_000)));
    }

    [Theory]
    [InlineData(8, 3, Draw.Calendar)]
    [InlineData(7, 4, Draw.Calendar)]
    [InlineData(7, 3, Draw.Answers)]
    public void Another_seed_number_or_purpose_gives_other_numbers(ulong seed, long number, object draw)
    {
        Assert.NotEqual(new Chance(7, 3, Draw.Calendar).Uniform(), new Chance(seed, number, (Draw)draw).Uniform());
    }

    [Fact]
    public void What_is_drawn_has_the_mean_and_spread_that_it_says()
    {
        var chance = new Chance(1, 0, Draw.Fate);
        var normal = Enumerable.Range(0, Many).Select(_ => chance.Normal()).ToArray();

        Assert.InRange(normal.Average(), -0.01, 0.01);
        Assert.InRange(normal.Average(value => value * value), 0.98, 1.02);
        Assert.InRange(Enumerable.Range(0, Many).Average(_ => chance.Uniform()), 0.495, 0.505);
        Assert.InRange(Enumerable.Range(0, Many).Average(_ => chance.Geometric(3.5)), 3.45, 3.55);
        Assert.InRange(Enumerable.Range(0, Many).Average(_ => chance.Between(2, 4)), 2.98, 3.02);
        Assert.InRange(Enumerable.Range(0, Many).Average(_ => chance.Happens(0.3) ? 1 : 0), 0.29, 0.31);
        Assert.Equal(0, chance.Geometric(0));
    }

    [Fact]
    public void Shares_are_drawn_as_often_as_they_weigh_and_never_at_no_weight()
    {
        var shares = new Shares<string>(("common", 3), ("never", 0), ("rare", 1));
        var chance = new Chance(1, 0, Draw.Fate);
        var drawn = Enumerable.Range(0, Many).Select(_ => shares.Drawn(chance)).ToArray();

        Assert.InRange(drawn.Count(name => name == "common") / (double)Many, 0.745, 0.755);
        Assert.DoesNotContain("never", drawn);
    }
}
