using System.Collections.Immutable;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Mix;
using SteppedCare.LoadTests.Tests.Cohorts;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Tests.Mix;

/// <summary>Five finished courses, and what one service advised for them, counted by hand.</summary>
public sealed class TriageTablesTests
{
    private static readonly ImmutableArray<Asked> s_five =
    [
        Asked(practice: Step.Low, phq9: 15, Outcome.Enter, Step.Low),
        Asked(practice: Step.Low, phq9: 16, Outcome.Enter, Step.High),
        Asked(practice: Step.Low, phq9: 20, Outcome.Enter, Step.Low),
        Asked(practice: Step.High, phq9: 18, Outcome.Enter, Step.High),
        Asked(practice: Step.High, phq9: 12, Outcome.HumanReview, Step.Unspecified),
    ];

    [Theory]
    [InlineData("| given a step | 80.0 | 100.0 | 100 |")]
    [InlineData("| ENTER LOW | 50.0 | 60.0 |  |")]
    [InlineData("| direct to HIGH, of LOW and HIGH | 50.0 | 40.0 | 50.2 (four sites: 3 to 45) |")]
    [InlineData("| LOW : HIGH | 1.00 | 1.50 | 0.99 (providers: IQR 0.68 to 1.69, range 0.18 to 7.4) |")]
    [InlineData("| PHQ-9 >= 16, of LOW | 50.0 | 66.7 | about 37 |")]
    [InlineData("| PHQ-9 >= 16, of HIGH | 100.0 | 50.0 |  |")]
    [InlineData("| LOW in practice, of the policy's LOW | 100.0 |")]
    [InlineData("| HIGH in practice, of the policy's HIGH | 50.0 |")]
    [InlineData("| the same, of the policy's LOW and HIGH | 75.0 |")]
    [InlineData("| the same, if both had drawn lots | 50.0 |")]
    public async Task Shares_are_of_the_people_that_their_row_names(string row)
    {
        using var output = new StringWriter();

        await new TriageTables(["leeds"], s_five, output).PrintAsync();

        Assert.Contains(row, output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Only_finished_courses_with_a_known_first_step_are_held_beside_practice()
    {
        using var output = new StringWriter();
        var unknown = Asked(practice: Step.Unspecified, phq9: 12, Outcome.Enter, Step.Low);
        var unfinished = s_five[0] with { Course = s_five[0].Course with { Sittings = [] } };

        await new TriageTables(["leeds"], [.. s_five, unknown, unfinished], output).PrintAsync();

        Assert.Contains("| people | 5 | 5 | 598576 |", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("| people | 7 | 7 | 0 |", output.ToString(), StringComparison.Ordinal);
    }

    private static Asked Asked(Step practice, int phq9, Outcome outcome, Step step)
    {
        var course = ACourse.Whole() with
        {
            FirstStep = practice,
            Entry = new Measures(new(phq9, []), new(8, []), new(6, [])),
            Sittings = [ACourse.Sitting(20, Attendance.Attended), ACourse.Sitting(27, Attendance.Attended)],
        };
        return new Asked(course, [new Advised(course, outcome, step, "rule", Risk: false, AskRisk: false, RiskFirst: false)], []);
    }
}
