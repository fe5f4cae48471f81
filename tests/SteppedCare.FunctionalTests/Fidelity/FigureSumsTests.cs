using SteppedCare.Server.Fidelity;

namespace SteppedCare.FunctionalTests.Fidelity;

public sealed class FigureSumsTests
{
    private static readonly Month s_march = new(2026, 3);

    [Fact]
    public void What_is_added_up_is_every_figure_to_the_unit_however_high_its_number()
    {
        var all = Enum.GetValues<Figure>().Where(figure => Closings.Told(figure) == figure).ToDictionary(figure => figure, figure => 1L + (((long)figure) << (int)figure % 40));
        var (sums, other) = (new FigureSums(), new FigureSums());
        sums.Add(CountsCodec.Write([KeyValuePair.Create(Figure.Referred, 5L)]), s_march, new DateOnly(2026, 3, 1));
        other.Add(CountsCodec.Write(all), s_march, new DateOnly(2026, 3, 1));
        other.Add(CountsCodec.Write(all), s_march, new DateOnly(2026, 3, 1));
        sums.Add(other);

        Assert.Equal(
            all.Select(each => (each.Key, each.Value + each.Value + (each.Key == Figure.Referred ? 5 : 0))).OrderBy(each => each.Key),
            sums.Counts.Select(each => (each.Key, each.Value)).OrderBy(each => each.Key));
    }

    [Fact]
    public void Windows_that_are_open_are_left_out_and_days_of_a_month_are_one_figure()
    {
        var counts = CountsCodec.Write([KeyValuePair.Create(Figure.FirstOfReviewPoint + 4, 1L), KeyValuePair.Create(Figure.FirstOfReviewPoint + 5, 2L), KeyValuePair.Create(Figure.FirstOfReviewPoint + 6, 4L)]);
        var sums = new FigureSums();
        sums.Add(counts, s_march, new DateOnly(2026, 3, 6));

        Assert.Equal([KeyValuePair.Create(Figure.ReviewPoint, 3L)], sums.Counts);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(-1)]
    public void A_number_that_no_figure_has_is_refused(int number) =>
        Assert.Throws<FormatException>(() => new FigureSums().Add(CountsCodec.Write([KeyValuePair.Create((Figure)number, 1L)]), s_march, default));
}
