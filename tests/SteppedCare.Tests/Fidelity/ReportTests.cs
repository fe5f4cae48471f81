namespace SteppedCare.Tests.Fidelity;

public sealed class ReportTests
{
    private static readonly Slice s_low = new(new Month(2026, 3), Step.Low, Problem.Depression, "tt/1");

    private static readonly (string Service, Slice Slice, Figure Figure, long Count)[] s_totals =
    [
        ("north", s_low, Figure.Finished, 3),
        ("north", s_low with { Month = new Month(2026, 2) }, Figure.Finished, 4),
        ("south", s_low with { Step = Step.High }, Figure.Finished, 5),
        ("south", s_low with { Rule = new RulePlace(DecisionCall.Review, 2) }, Figure.Decided, 6),
        ("south", s_low with { Clinician = "dr-a" }, Figure.Confirmed, 7),
        ("south", Slice.Of(new Month(2026, 3), new GroupPlace(AuditAxis.Ethnicity, "K")), Figure.Finished, 8),
    ];

    [Theory]
    [InlineData("None", " 12")]
    [InlineData("Month", "2026-02 4|2026-03 8")]
    [InlineData("Step", "Low 7|High 5")]
    [InlineData("Problem", "Depression 12")]
    [InlineData("Revision", "tt/1 12")]
    [InlineData("Service", "north 7|south 5")]
    public void Totals_are_told_apart_by_one_thing_and_rules_clinicians_and_groups_are_not_counted_twice(string grouping, string expected) =>
        Assert.Equal(expected.Split('|'), GroupsBy(Enum.Parse<ReportGrouping>(grouping)).Select(group => $"{group.Name} {group.Counts.Values.Sum()}"));

    [Fact]
    public void Rules_and_clinicians_are_told_by_their_own_figures()
    {
        var rule = Assert.Single(GroupsBy(ReportGrouping.Rule));
        Assert.Equal(("tt/1", new RulePlace(DecisionCall.Review, 2), 6), (rule.Name, rule.Rule, rule.Of(Figure.Decided)));
        Assert.Equal(("dr-a", 7), (GroupsBy(ReportGrouping.Clinician).Single().Name, GroupsBy(ReportGrouping.Clinician).Single().Of(Figure.Confirmed)));
    }

    [Fact]
    public void A_measure_takes_off_its_denominator_what_it_is_not_about()
    {
        var counts = new Dictionary<Figure, long> { [Figure.Finished] = 10, [Figure.StartedBelowCaseness] = 2, [Figure.Recovered] = 4 };
        var recovery = MeasureCatalogue.Find("recovery")!;

        Assert.Equal((4, 8), (recovery.NumeratorOf(counts.GetValueOrDefault), recovery.DenominatorOf(counts.GetValueOrDefault)));
    }

    // Worked by hand: 10 % of all, 100 here: 1.96 and 3.09 standard errors of 3 points.
    [Fact]
    public void The_limits_of_a_funnel_are_two_and_three_standard_errors()
    {
        var funnel = Funnel.Of(100, 1000, 100)!.Value;
        Assert.Equal((10, 4.12, 15.88, 0.73, 19.27), (Math.Round(funnel.Centre, 2), Math.Round(funnel.Lower95, 2), Math.Round(funnel.Upper95, 2), Math.Round(funnel.Lower998, 2), Math.Round(funnel.Upper998, 2)));
        Assert.Equal(0, Funnel.Of(1, 1000, 10)!.Value.Lower95);
        Assert.Null(Funnel.Of(0, 0, 0));
        Assert.Null(Funnel.Of(1, 10, 0));
    }

    [Theory]
    [InlineData(19, 19, 19, false, false)]
    [InlineData(20, 20, 9, false, true)]
    [InlineData(20, 19, 9, false, false)]
    [InlineData(20, 19, 10, true, false)]
    public void Nobody_is_called_a_rubber_stamp_for_less_than_twenty(long confirmed, long accepted, long fast, bool tooFast, bool acceptsAll) =>
        Assert.Equal((tooFast, acceptsAll), (RubberStamp.IsTooFast(confirmed, fast), RubberStamp.AcceptsAll(confirmed, accepted)));

    [Fact]
    public void What_it_came_to_is_told_by_first_step_and_by_path()
    {
        Assert.All(["recovery", "reliable-recovery", "reliable-improvement", "reliable-deterioration"], outcome =>
        {
            Assert.Equal((MeasureForm.Share, Figure.Finished), (MeasureCatalogue.Find(outcome)!.Form, MeasureCatalogue.Find(outcome)!.Denominator[0]));
            Assert.All(["only-low", "only-high", "stepped-up", "stepped-down", "mixed"], path => Assert.NotNull(MeasureCatalogue.Find($"{outcome}-{path}")));
        });
        Assert.Equal(["Low 7", "High 5"], GroupsBy(ReportGrouping.Step).Select(group => $"{group.Name} {MeasureCatalogue.Find("recovery")!.DenominatorOf(group.Of)}"));
    }

    private static System.Collections.Immutable.ImmutableArray<ReportGroup> GroupsBy(ReportGrouping grouping)
    {
        var sums = new Dictionary<ReportKey, Dictionary<Figure, long>>();
        foreach (var (service, slice, figure, count) in s_totals)
        {
            if (Report.KeyOf(service, slice, grouping) is { } key)
            {
                var counts = sums.TryGetValue(key, out var known) ? known : sums[key] = [];
                counts[figure] = counts.GetValueOrDefault(figure) + count;
            }
        }

        return Report.Of(sums);
    }
}
