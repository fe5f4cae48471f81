namespace SteppedCare.Tests.Time;

public sealed class CivilTimeTests
{
    [Fact]
    public void A_summer_evening_in_utc_is_the_next_day_in_london()
    {
        var civil = CivilTime.Of(new DateTimeOffset(2026, 6, 30, 23, 30, 0, TimeSpan.Zero), Zone("Europe/London"));

        Assert.Equal((new DateOnly(2026, 7, 1), new TimeOnly(0, 30)), (civil.Date, civil.Time));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-05T00:00:00Z")]
    [InlineData("2026-03-29", "2026-03-29T00:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T23:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T23:00:00Z")]
    public void A_day_in_london_begins_at_its_own_midnight(string date, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), CivilTime.StartOf(DateOnly.Parse(date, null), Zone("Europe/London")));

    [Fact]
    public void Where_midnight_is_left_out_the_day_begins_with_the_first_time_that_exists() =>
        Assert.Equal(
            new DateTimeOffset(2024, 4, 25, 22, 0, 0, TimeSpan.Zero), CivilTime.StartOf(new DateOnly(2024, 4, 26), Zone("Africa/Cairo")));

    [Fact]
    public void Every_day_of_a_year_begins_within_itself()
    {
        foreach (var zone in new[] { "Europe/London", "Africa/Cairo", "America/Havana", "Asia/Kolkata" }.Select(Zone))
        {
            for (var date = new DateOnly(2025, 1, 1); date.Year == 2025; date = date.AddDays(1))
            {
                var start = CivilTime.StartOf(date, zone);
                Assert.Equal(date, CivilTime.Of(start, zone).Date);
                Assert.Equal(date.AddDays(-1), CivilTime.Of(start.AddTicks(-1), zone).Date);
            }
        }
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
