using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class PercentilesTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 2, 2)]
    [InlineData(100, 50, 99, 100)]
    [InlineData(1_000, 500, 990, 999)]
    [InlineData(10_000, 5_000, 9_900, 9_990)]
    public void Of_so_many_calls_each_percentile_is_the_value_at_its_rank(int calls, int p50, int p99, int p999)
    {
        var values = Enumerable.Range(1, calls).Select(value => TimeSpan.FromMilliseconds(value)).ToArray();
        new Random(1).Shuffle(values);

        var percentiles = Percentiles.Of(values);

        Assert.Equal(
            new Percentiles(TimeSpan.FromMilliseconds(p50), TimeSpan.FromMilliseconds(p99), TimeSpan.FromMilliseconds(p999), TimeSpan.FromMilliseconds(calls)),
            percentiles);
    }

    [Fact]
    public void One_slow_call_in_a_thousand_is_in_the_longest_and_not_in_p99_9()
    {
        var percentiles = Percentiles.Of(Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 999).Append(TimeSpan.FromSeconds(5)));

        Assert.Equal((TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)), (percentiles.P999, percentiles.Longest));
    }
}
