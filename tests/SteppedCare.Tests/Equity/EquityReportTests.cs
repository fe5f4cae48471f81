namespace SteppedCare.Tests.Equity;

public sealed class EquityReportTests
{
    [Fact]
    public void Groups_are_told_in_their_order_with_differences_to_the_one_most_are_referred_from()
    {
        var axis = Axis(EquityAxis.EthnicGroup, ("A", 300, 150), ("H", 60, 20), ("J", 40, 20), ("N", 90, 30), ("", 80, 40));

        var recovery = Assert.Single(axis.Measures);
        Assert.Equal("white", axis.Reference!.Code);
        Assert.Equal(["white 150/300 50", "asian 40/100 40", "black 30/90 33.3", " 40/80 50"], recovery.Groups.Select(group => $"{group.Group.Code} {group.Told.Part}/{group.Told.Whole} {group.Told.Value}"));
        Assert.Equal([null, -10.0, -16.7, 0.0], recovery.Groups.Select(group => group.Difference?.Points));
        Assert.Equal((260, 570, 45.6), (recovery.All.Part, recovery.All.Whole, recovery.All.Value));
    }

    [Fact]
    public void Small_groups_are_withheld_and_with_a_single_one_the_next_as_well()
    {
        var axis = Axis(EquityAxis.Gender, ("2", 300, 150), ("1", 100, 60), ("3", 4, 2));

        var recovery = Assert.Single(axis.Measures);
        Assert.Equal([(150, 300, false), ((long?)null, (long?)null, true), (null, null, true)], recovery.Groups.Select(group => (group.Told.Part, group.Told.Whole, group.Told.IsWithheld)));
        Assert.All(recovery.Groups.Skip(1), group => Assert.Null(group.Difference));
    }

    [Fact]
    public void A_denominator_is_told_where_only_the_numerator_is_small()
    {
        var recovery = Assert.Single(Axis(EquityAxis.Gender, ("2", 300, 150), ("1", 100, 4), ("3", 50, 3)).Measures);

        Assert.Equal([(150, 300), (null, 100), ((long?)null, (long?)50)], recovery.Groups.Select(group => (group.Told.Part, group.Told.Whole)));
        Assert.Equal([false, true, true], recovery.Groups.Select(group => group.Told.IsWithheld));
    }

    [Fact]
    public void Of_fewer_than_twenty_no_share_is_told()
    {
        var recovery = Assert.Single(Axis(EquityAxis.Gender, ("2", 300, 150), ("1", 17, 8), ("3", 18, 8)).Measures);

        Assert.Equal([(15, null), ((long?)20, (double?)50.0)], recovery.Groups.Skip(1).Select(group => (group.Told.Whole, group.Told.Value)));
        Assert.False(recovery.Groups[1].Told.IsWithheld);
    }

    // All that is told follows from the rounded counts: nobody can work back from a share or an interval to the count behind it.
    [Fact]
    public void What_rounds_alike_is_told_alike()
    {
        var one = Assert.Single(Axis(EquityAxis.Gender, ("1", 300, 150), ("2", 98, 38), ("3", 52, 28)).Measures);
        var other = Assert.Single(Axis(EquityAxis.Gender, ("1", 302, 148), ("2", 102, 42), ("3", 48, 32)).Measures);

        Assert.Equal(one.Groups.ToArray(), other.Groups.ToArray());
    }

    // 137 of 138 and 1,974 of 2,000: 99.3 and 98.7 %, and told as 135 of 140.
    [Fact]
    public void Rounding_does_not_look_like_a_difference()
    {
        var small = Assert.Single(Axis(EquityAxis.Gender, ("2", 2000, 1974), ("1", 138, 137)).Measures).Groups[1];

        Assert.Equal((96.4, -2.4), (small.Told.Value, small.Difference!.Value.Points));
        Assert.True(small.Told.Interval!.Value.Upper > 99.3 && small.Difference.Value.Interval is { Lower: < 0, Upper: > 0 });
    }

    [Fact]
    public void Whatever_is_on_no_list_is_one_group_and_what_nobody_recorded_another()
    {
        var axis = Axis(EquityAxis.Religion, ("C", 300, 150), ("C22", 40, 20), ("klingon", 60, 20), ("", 80, 40));

        Assert.Equal(["Christian 300", "Other code 100", "Not recorded 80"], axis.Measures.Single().Groups.Select(group => $"{group.Group.Name} {group.Told.Whole}"));
    }

    [Fact]
    public void The_second_character_of_an_ethnic_category_is_the_services_own() =>
        Assert.Equal(["H 70", "99 50"], Axis(EquityAxis.Ethnicity, ("H", 30, 10), ("H1", 40, 20), ("99", 50, 30)).Measures.Single().Groups.Select(group => $"{group.Group.Code} {group.Told.Whole}"));

    [Fact]
    public void Tenths_are_gathered_into_fifths_and_a_small_tenth_hides_its_neighbour()
    {
        var totals = Totals(AuditAxis.DeprivationDecile, ("1", 300, 150), ("2", 4, 2), ("3", 100, 50), ("4", 90, 40), ("10", 80, 40), ("0", 70, 30));
        var report = EquityReport.Of(totals, [EquityAxis.DeprivationDecile, EquityAxis.DeprivationQuintile], [EquityCatalogue.Find("reliable-recovery")!]);

        Assert.Equal(["1 305", "2 190", "5 80", "other-code 70"], report[0].Measures.Single().Groups.Select(group => $"{group.Group.Code} {group.Told.Whole}"));
        Assert.Equal(["1 ", "2 ", "3 100", "4 90", "10 80", "other-code 70"], report[1].Measures.Single().Groups.Select(group => $"{group.Group.Code} {group.Told.Whole}"));
    }

    // The white group is withheld beside the small one: what it is made of must not say how many it has.
    [Fact]
    public void A_withheld_group_does_not_follow_from_those_it_is_gathered_from()
    {
        var totals = Totals(AuditAxis.Ethnicity, ("A", 60, 30), ("B", 40, 20), ("H", 90, 40), ("J", 80, 30), ("R", 3, 1), ("N", 200, 100));
        var report = EquityReport.Of(totals, [EquityAxis.EthnicGroup, EquityAxis.Ethnicity], [EquityCatalogue.Find("reliable-recovery")!]);

        Assert.Equal(["white ", "asian 170", "black 200", "other "], Wholes(report[0]));
        Assert.Equal(["A 60", "B ", "H 90", "J 80", "N 200", "R "], Wholes(report[1]));
    }

    [Fact]
    public void What_is_withheld_does_not_depend_on_what_else_is_asked_for()
    {
        var totals = Totals(AuditAxis.Ethnicity, ("A", 60, 30), ("B", 40, 20), ("H", 90, 40), ("J", 80, 30), ("R", 3, 1), ("N", 200, 100));
        var whole = EquityReport.Of(totals, [EquityAxis.EthnicGroup, EquityAxis.Ethnicity], EquityCatalogue.All);
        foreach (var (axis, measure) in whole.SelectMany(axis => axis.Measures.Where(measure => measure.Groups.Any(group => group.Told.IsWithheld)).Select(measure => (axis, measure))))
        {
            var alone = EquityReport.Of(totals, [axis.Axis], [measure.Measure]).Single().Measures.Single();
            Assert.Equal(measure.Groups.ToArray(), alone.Groups.ToArray());
        }
    }

    // Of 3 of 60 who began low it is withheld that they did; how many stepped up is withheld there in the other measure as well.
    [Fact]
    public void A_count_is_treated_alike_in_every_measure_that_has_it()
    {
        (string Code, long Low, long SteppedUp)[] groups = [("2", 150, 40), ("1", 3, 2), ("9", 50, 20)];
        var totals = groups.ToDictionary(group => new GroupPlace(AuditAxis.Gender, group.Code), group => new Dictionary<Figure, long>
        {
            [Figure.Finished] = group.Low + 60, [Figure.OfficialLowFirst] = group.Low, [Figure.OfficialSteppedUp] = group.SteppedUp,
        });
        var measures = EquityReport.Of(
            totals, [EquityAxis.Gender], [EquityCatalogue.Find("official-step-up-of-finished")!, EquityCatalogue.Find("official-step-up-of-low-first")!]).Single().Measures;

        Assert.Equal(["2 210", "1 65", "9 110"], Wholes(measures[0]));
        Assert.Equal(["2 150", "1 ", "9 "], Wholes(measures[1]));
        Assert.All(measures, measure => Assert.Equal([40, null, null], measure.Groups.Select(group => group.Told.Part)));
    }

    // Of the nine who recovered and are not told six did reliably: where that was told, three at most were left to the other group.
    [Fact]
    public void A_numerator_within_another_is_withheld_with_it()
    {
        (string Code, long Recovered, long Reliably)[] groups = [("1", 6, 6), ("2", 30, 5), ("9", 3, 1)];
        var totals = groups.ToDictionary(group => new GroupPlace(AuditAxis.Gender, group.Code), group => new Dictionary<Figure, long>
        {
            [Figure.Finished] = 60, [Figure.Paired] = 60, [Figure.Recovered] = group.Recovered, [Figure.ReliablyImproved] = 40, [Figure.ReliablyRecovered] = group.Reliably,
        });
        var measures = EquityReport.Of(totals, [EquityAxis.Gender], [EquityCatalogue.Find("recovery")!, EquityCatalogue.Find("reliable-recovery")!]).Single().Measures;

        Assert.Equal(["2 30", "1 ", "9 "], measures[0].Groups.Select(group => $"{group.Group.Code} {group.Told.Part}"));
        Assert.Equal(["2 5", "1 ", "9 "], measures[1].Groups.Select(group => $"{group.Group.Code} {group.Told.Part}"));
    }

    [Fact]
    public void Where_nobody_is_there_is_no_data_and_nothing_is_divided_by_nothing()
    {
        var empty = EquityReport.Of(new Dictionary<GroupPlace, Dictionary<Figure, long>>(), [EquityAxis.Age], EquityCatalogue.All);
        Assert.Null(empty.Single().Reference);
        Assert.All(empty.Single().Measures, measure => Assert.Equal((0, ToldShare.NoData), (measure.Groups.Length, measure.All)));

        var referred = EquityReport.Of(Totals(AuditAxis.AgeBand, ("18-25", 0, 0)), [EquityAxis.Age], EquityCatalogue.All);
        Assert.All(referred.Single().Measures.Where(measure => measure.Measure.Name != "declined-step"), measure => Assert.Equal(ToldShare.NoData, Assert.Single(measure.Groups).Told));
    }

    [Fact]
    public void Every_axis_has_its_groups_once_and_gathers_every_attribute()
    {
        Assert.Equal(Enum.GetValues<EquityAxis>().Where(axis => axis != EquityAxis.None).Order(), GroupCatalogue.All.Select(axis => axis.Axis).Order());
        Assert.Equal(AuditGroups.Axes, GroupCatalogue.All.Select(axis => axis.Of).Distinct().Order());
        Assert.All(GroupCatalogue.All, axis => Assert.Equal(["Other code", "Not recorded"], axis.Groups[^2..].Select(group => group.Name)));
        Assert.All(GroupCatalogue.All, axis => Assert.Equal("Not recorded", axis.Place("").Name));
        Assert.All(GroupCatalogue.All, axis => Assert.Equal("Other code", axis.Place("no.such-code").Name));
    }

    private static IEnumerable<string> Wholes(EquityAxisReport axis) => Wholes(axis.Measures.Single());

    private static IEnumerable<string> Wholes(EquityMeasure measure) => measure.Groups.Select(group => $"{group.Group.Code} {group.Told.Whole}");

    private static EquityAxisReport Axis(EquityAxis axis, params (string Code, long Finished, long Recovered)[] groups)
    {
        var of = GroupCatalogue.All.Single(each => each.Axis == axis).Of;
        return Assert.Single(EquityReport.Of(Totals(of, groups), [axis], [EquityCatalogue.Find("reliable-recovery")!]));
    }

    private static Dictionary<GroupPlace, Dictionary<Figure, long>> Totals(AuditAxis axis, params (string Code, long Finished, long Recovered)[] groups) => groups.ToDictionary(
        group => new GroupPlace(axis, group.Code),
        group => new Dictionary<Figure, long> { [Figure.Referred] = Math.Max(1, 2 * group.Finished), [Figure.Finished] = group.Finished, [Figure.ReliablyRecovered] = group.Recovered });
}
