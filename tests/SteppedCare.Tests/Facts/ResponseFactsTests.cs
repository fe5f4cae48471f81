using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class ResponseFactsTests
{
    private static readonly Norms s_norms = new([], [], [], [new ResponseCurve(Step.Low, 10, 14, default, 1) { Points = [new(2, 10, 13), new(3, 9, 13), new(4, 9, 12)] }]);

    [Theory]
    [InlineData(10, CurvePosition.AtOrBelowMedian)]
    [InlineData(11, CurvePosition.Expected)]
    [InlineData(13, CurvePosition.Expected)]
    [InlineData(14, CurvePosition.AboveUpper)]
    public void A_score_is_placed_on_the_curve_of_its_baseline_and_session(int phq9, CurvePosition position) =>
        Assert.Equal((int)position, FactsOf(Low(14).Session(8, phq9, 9), 8)[FactNumber.CurvePosition]);

    [Fact]
    public void Where_no_curve_fits_nobody_is_placed()
    {
        Assert.Equal(FactCode.Unknown, FactsOf(Low(14), 1)[FactNumber.CurvePosition]);
        Assert.Equal(FactCode.Unknown, FactsOf(Low(15).Session(8, 16, 9), 8)[FactNumber.CurvePosition]);
        Assert.Equal(FactCode.Unknown, FactsOf(Low(15).Session(8, 16, 9), 8)[FactNumber.NotOnTrack]);
        Assert.Equal(FactCode.Unknown, FactsOf(Low(12).Session(8, 16, 9), 8, Norms.Published)[FactNumber.NotOnTrack]);
    }

    [Theory]
    [InlineData(14, 13, 0)]
    [InlineData(14, 14, 1)]
    [InlineData(13, 14, 0)]
    public void Above_the_bound_at_two_sessions_in_a_row_is_not_on_track(int second, int third, int notOnTrack) =>
        Assert.Equal(notOnTrack, FactsOf(Low(14).Session(8, second, 9).Session(15, third, 9), 15)[FactNumber.NotOnTrack]);

    [Fact]
    public void Two_scores_of_one_session_are_one_session() =>
        Assert.Equal(0, FactsOf(Low(14).Session(8, 14, 9).Tell(Day(10), Phq9(14)), 10)[FactNumber.NotOnTrack]);

    [Theory]
    [InlineData(18, 0)]
    [InlineData(19, 1)]
    public void Once_above_it_by_a_reliable_change_is_not_on_track(int phq9, int notOnTrack) =>
        Assert.Equal(notOnTrack, FactsOf(Low(14).Session(8, phq9, 9), 8)[FactNumber.NotOnTrack]);

    [Theory]
    [InlineData(12, 9, 0)]
    [InlineData(11, 9, 1)]
    [InlineData(14, 8, 0)]
    [InlineData(14, 7, 1)]
    public void Half_a_reliable_change_within_three_sessions_is_an_early_response(int phq9, int gad7, int early) =>
        Assert.Equal(early, FactsOf(Low(14).Session(8, 14, 9).Session(15, phq9, gad7), 15)[FactNumber.EarlyResponse]);

    [Fact]
    public void A_response_from_the_fourth_session_on_is_not_early() =>
        Assert.Equal(0, FactsOf(Low(14).Session(8, 14, 9).Session(15, 14, 9).Session(22, 5, 3), 22)[FactNumber.EarlyResponse]);

    [Fact]
    public void Before_a_second_measured_session_nobody_can_say_whether_the_response_is_early() =>
        Assert.Equal(FactCode.Unknown, FactsOf(Low(14), 1)[FactNumber.EarlyResponse]);

    [Fact]
    public void A_higher_step_is_measured_from_the_scores_with_which_it_began()
    {
        var story = Low(20).Session(8, 12, 9).Tell(Day(20), new StepStarted(Step.High)).Session(21, 12, 9).Session(28, 12, 9);

        Assert.Equal(0, FactsOf(story, 28)[FactNumber.EarlyResponse]);
    }

    [Fact]
    public void Falls_are_told_since_the_start_and_since_the_last_and_are_below_zero_for_a_rise()
    {
        var facts = FactsOf(Low(14).Session(8, 9, 9).Session(15, 16, 4), 15);

        Assert.Equal((-2, -7), (facts[FactNumber.Phq9Fall], facts[FactNumber.Phq9FallSinceLast]));
        Assert.Equal((5, 5), (facts[FactNumber.Gad7Fall], facts[FactNumber.Gad7FallSinceLast]));
        Assert.Equal(FactCode.Unknown, FactsOf(Low(14), 1)[FactNumber.Phq9Fall]);
    }

    [Fact]
    public void WSAS_falls_only_over_the_same_items()
    {
        var without = new ScoreRecorded(InstrumentCode.Wsas, [], 12_000) { ItemSet = ItemSet.WithoutWork };
        var all = without with { ItemSet = ItemSet.All };

        Assert.Equal(8, Fall(Wsas(20), all));
        Assert.Equal(FactCode.Unknown, Fall(Wsas(20), without));
        Assert.Equal(FactCode.Unknown, Fall(Wsas(20), without with { ItemSet = ItemSet.NotTold }));
        Assert.Equal(4, Fall(without with { TotalThousandths = 16_000 }, without));

        static int Fall(ScoreRecorded first, ScoreRecorded second) => Begun().Tell(Day(1), first).Tell(Day(8), second).Facts(8)[FactNumber.WsasFall];
    }

    // In low intensity from the first day, a session with that PHQ-9 and a GAD-7 of 9.
    private static Story Low(int phq9) => Begun().Tell(Day(1), new StepStarted(Step.Low)).Session(1, phq9, 9);

    private static Facts FactsOf(Story story, int day, Norms? norms = null) => FactBuilder.Build(story.History, AsOf(day), norms ?? s_norms);
}
