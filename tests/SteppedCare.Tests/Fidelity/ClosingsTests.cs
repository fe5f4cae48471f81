namespace SteppedCare.Tests.Fidelity;

public sealed class ClosingsTests
{
    private static readonly Month s_march = new(2026, 3);

    [Fact]
    public void Every_day_of_every_window_is_told_by_its_figure_and_every_other_figure_by_itself()
    {
        (Figure First, Figure Told)[] windows =
        [
            (Figure.FirstOfNotHelpedByLow, Figure.NotHelpedByLow), (Figure.FirstOfNotHelpedSteppedUp, Figure.NotHelpedSteppedUp),
            (Figure.FirstOfNotHelpedSteppedUpWithin28Days, Figure.NotHelpedSteppedUpWithin28Days), (Figure.FirstOfDaysFromNotHelpedToStepUp, Figure.DaysFromNotHelpedToStepUp),
            (Figure.FirstOfReviewPoint, Figure.ReviewPoint), (Figure.FirstOfReviewedAtReviewPoint, Figure.ReviewedAtReviewPoint),
            (Figure.FirstOfNotOnTrack, Figure.NotOnTrack), (Figure.FirstOfNotOnTrackActedUpon, Figure.NotOnTrackActedUpon),
        ];

        Assert.All(windows, window => Assert.All(Enumerable.Range(1, 31), day => Assert.Equal(window.Told, Closings.Told(window.First + day))));
        Assert.All(
            Enum.GetValues<Figure>().Where(figure => !windows.Select(window => window.First).Contains(figure)),
            figure => Assert.Equal((figure, false), (Closings.Told(figure), Closings.IsOpen(figure, s_march, DateOnly.MinValue))));
    }

    [Theory]
    [InlineData("2026-03-13", true)]
    [InlineData("2026-03-14", true)]
    [InlineData("2026-03-15", false)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-04-01", false)]
    [InlineData("2025-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void A_window_is_open_up_to_the_end_of_its_last_day(string today, bool isOpen) =>
        Assert.Equal(isOpen, Closings.IsOpen(Figure.FirstOfNotOnTrack + 14, s_march, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));
}
