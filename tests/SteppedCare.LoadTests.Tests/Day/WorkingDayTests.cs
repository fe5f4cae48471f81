using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class WorkingDayTests
{
    [Fact]
    public void A_day_of_England_is_the_years_count_over_its_working_days()
    {
        Assert.Equal(WorkingDay.Referrals, (int)Math.Round(1_813_432 / 253.0));
        Assert.Equal(WorkingDay.Sessions, (int)Math.Round(4_111_212 / 253.0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(WorkingDay.Sessions)]
    public void A_day_has_exactly_as_many_instants_as_asked_in_order_and_within_it(int count)
    {
        var instants = WorkingDay.Instants(count, new Random(7));

        Assert.Equal(count, instants.Length);
        Assert.Equal(instants.Order(), instants);
        Assert.All(instants, instant => Assert.InRange(instant, TimeSpan.Zero, WorkingDay.Length));
    }

    [Fact]
    public void The_busiest_hour_has_five_times_the_mean_and_no_hour_has_none()
    {
        const int Calls = 100_000;

        var hours = WorkingDay.Instants(Calls, new Random(7)).CountBy(instant => instant.Hours).ToDictionary();

        Assert.Equal(8, hours.Count);
        Assert.Equal(5.0 / 8, WorkingDay.BusiestShare);
        Assert.InRange(hours.Values.Max() / (Calls / 8.0), 4.9, 5.1);
        Assert.InRange(hours.Values.Min() / (Calls / 8.0), 0.25, 0.35);
    }

    [Fact]
    public void The_same_seed_is_the_same_day_and_another_seed_is_another()
    {
        Assert.Equal(WorkingDay.Instants(500, new Random(3)), WorkingDay.Instants(500, new Random(3)));
        Assert.NotEqual(WorkingDay.Instants(500, new Random(3)), WorkingDay.Instants(500, new Random(4)));
    }
}
