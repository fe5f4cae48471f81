namespace SteppedCare.Tests.Equity;

public sealed class ScoreIntervalTests
{
    // Newcombe 1998, table II, method 10: eight contrasts, of them the awkward ones at 0 and at 100 %.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void The_interval_of_a_difference_is_the_published_one(long part, long whole, long otherPart, long otherWhole, double lower, double upper)
    {
        var interval = ScoreInterval.OfDifference(
            100.0 * part / whole, ScoreInterval.OfShare(part, whole), 100.0 * otherPart / otherWhole, ScoreInterval.OfShare(otherPart, otherWhole));

        Assert.Equal((lower, upper), (Math.Round(interval.Lower / 100, 4), Math.Round(interval.Upper / 100, 4)));
    }

    // Newcombe 1998 (17:857), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_share_is_the_published_one(long part, long whole, double lower, double upper)
    {
        var interval = ScoreInterval.OfShare(part, whole);

        Assert.Equal((lower, upper), (Math.Round(interval.Lower / 100, 4), Math.Round(interval.Upper / 100, 4)));
    }
}
