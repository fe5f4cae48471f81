using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

public sealed class OutcomeFiguresTests
{
    private static readonly Figure[] s_outcomes =
    [
        Figure.StartedBelowCaseness, Figure.Paired, Figure.Recovered, Figure.ReliablyRecovered, Figure.ReliablyImproved, Figure.ReliablyDeteriorated, Figure.NoReliableChange,
        Figure.UnpairedWithoutDepressionScore, Figure.UnpairedWithOneDepressionScore, Figure.UnpairedWithoutAnxietyScore, Figure.UnpairedWithOneAnxietyScore,
    ];

    // Worked cases 30 and 38 of the domain notes among them, and both sides of each line: caseness 10 and 8, reliable change 6 and 4.
    [Theory]
    [InlineData(14, 12, 9, 7, "Paired Recovered ReliablyRecovered ReliablyImproved")]
    [InlineData(14, 12, 10, 7, "Paired ReliablyImproved")]
    [InlineData(14, 10, 9, 7, "Paired Recovered NoReliableChange")]
    [InlineData(14, 12, 8, 12, "Paired ReliablyImproved")]
    [InlineData(14, 12, 9, 9, "Paired NoReliableChange")]
    [InlineData(14, 12, 20, 12, "Paired ReliablyDeteriorated")]
    [InlineData(14, 12, 19, 12, "Paired NoReliableChange")]
    [InlineData(14, 12, 8, 16, "Paired NoReliableChange")]
    [InlineData(9, 6, 3, 2, "StartedBelowCaseness Paired ReliablyImproved")]
    [InlineData(9, 8, 3, 4, "Paired Recovered ReliablyRecovered ReliablyImproved")]
    [InlineData(9, 7, 15, 7, "StartedBelowCaseness Paired ReliablyDeteriorated")]
    public void A_finished_course_comes_to_what_the_official_definitions_say(int phq9Start, int gad7Start, int phq9End, int gad7End, string expected)
    {
        var story = AtLow().Session(7, phq9Start, gad7Start).Session(14, phq9End, gad7End).End(21);

        Assert.Equal(expected.Split(' '), s_outcomes.Where(figure => story.Of(figure) == 1).Select(figure => figure.ToString()));
    }

    [Fact]
    public void A_course_without_a_last_score_is_unpaired_and_says_why_and_still_counts_as_finished()
    {
        var treated = Treated();
        Assert.Equal(1, AtLow().Tell(Day(7), treated).Tell(Day(14), treated).End(21).Of(Figure.UnpairedWithoutDepressionScore));
        Assert.Equal(1, AtLow().Tell(Day(7), treated, Phq9(12)).Tell(Day(14), treated).End(21).Of(Figure.UnpairedWithOneDepressionScore));
        Assert.Equal(1, AtLow().Tell(Day(7), treated, Phq9(12)).Tell(Day(14), treated, Phq9(3)).End(21).Of(Figure.UnpairedWithoutAnxietyScore));
        var unpaired = AtLow().Session(7, 12, 9).Tell(Day(14), treated, Phq9(3)).End(21);
        Assert.Equal((1, 1, 0, 0), (unpaired.Of(Figure.UnpairedWithOneAnxietyScore), unpaired.Of(Figure.Finished), unpaired.Of(Figure.Paired), unpaired.Of(Figure.ReliablyImproved)));
    }

    [Fact]
    public void The_measure_of_the_problem_stands_beside_phq9_and_gad7_where_it_is_missing()
    {
        var trauma = new ProblemDescribed(Problem.PostTraumaticStress, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-1" };
        Story Told(params EventContent[] last) => AtLow()
            .Tell(Day(7), Treated(), trauma, Phq9(12), Gad7(12), new ScoreRecorded(InstrumentCode.Pcl5, [], 48_000)).Tell(Day(14), [Treated(), Phq9(12), .. last]).End(21);

        Assert.Equal(1, Told(Gad7(12), new ScoreRecorded(InstrumentCode.Pcl5, [], 30_000)).Of(Figure.ReliablyImproved));
        Assert.Equal(1, Told(Gad7(8)).Of(Figure.ReliablyImproved));
        Assert.Equal(1, Told(Gad7(9)).Of(Figure.NoReliableChange));
    }

    // Recovered in every case; the path by the steps of its four or five treatments, two in a row being a stage.
    [Theory]
    [InlineData("LLLL", nameof(CarePath.OnlyLow))]
    [InlineData("HHHH", nameof(CarePath.OnlyHigh))]
    [InlineData("LLHH", nameof(CarePath.SteppedUp))]
    [InlineData("HHLL", nameof(CarePath.SteppedDown))]
    [InlineData("LHLL", nameof(CarePath.Mixed))]
    public void What_a_course_came_to_is_counted_once_more_for_its_path(string steps, string expected)
    {
        var path = Enum.Parse<CarePath>(expected);
        var story = Begun();
        for (var place = 0; place < steps.Length; place++)
        {
            if (place == 0 || steps[place] != steps[place - 1])
            {
                story.Tell(Day(7 * place), new StepStarted(steps[place] == 'L' ? Step.Low : Step.High));
            }

            story.Session((7 * place) + 1, 15 - (4 * place), 12 - (3 * place));
        }

        story.End(40);

        Assert.All(Enum.GetValues<CarePath>(), each =>
        {
            var count = each == path ? 1 : 0;
            Assert.Equal((count, count, count), (story.Of(PathFigures.Of(each, Figure.Finished)), story.Of(PathFigures.Of(each, Figure.Recovered)), story.Of(PathFigures.Of(each, Figure.ReliablyImproved))));
            Assert.Equal(0, story.Of(PathFigures.Of(each, Figure.ReliablyDeteriorated)));
        });
    }

    [Fact]
    public void Nothing_comes_of_a_course_that_goes_on_or_had_one_session()
    {
        Assert.Equal(0, AtLow().Session(7, 14, 12).Session(14, 3, 3).Of(Figure.Paired));
        Assert.Equal(0, AtLow().Session(7, 14, 12).End(21).Of(Figure.StartedBelowCaseness));
    }

    private static Story AtLow() => Begun().Tell(Day(1), new StepStarted(Step.Low));
}
