using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Equity.Person;

namespace SteppedCare.Tests.Equity;

public sealed class GroupFiguresTests
{
    private static readonly Month s_january = new(2026, 1);

    [Fact]
    public void An_episode_counts_once_in_a_group_of_every_axis_and_where_nothing_was_recorded_in_a_group_of_its_own()
    {
        var contribution = Contribution.Of(Story.Begun().History, Of((AuditAxis.Ethnicity, "K"), (AuditAxis.AgeBand, "26-64")));

        var referred = contribution.Counts.Where(each => each.Figure == Figure.Referred && each.Slice.Group is not null).ToList();
        Assert.Equal(AuditGroups.Axes, referred.Select(each => each.Slice.Group!.Value.Axis).Order());
        Assert.All(referred, each => Assert.Equal((1, s_january), (each.Count, each.Slice.Month)));
        Assert.Equal(1, contribution[Slice.Of(s_january, new(AuditAxis.Ethnicity, "K")), Figure.Referred]);
        Assert.Equal(1, contribution[Slice.Of(s_january, new(AuditAxis.AgeBand, "26-64")), Figure.Referred]);
        Assert.Equal(1, contribution[Slice.Of(s_january, new(AuditAxis.Religion, "")), Figure.Referred]);
    }

    [Fact]
    public void The_groups_of_an_axis_add_up_to_the_whole()
    {
        var story = Story.Begun().Triage(1).Tell(Story.Day(2), new StepStarted(Step.Low)).Session(7, 14, 12).Session(14, 3, 3).End(20);
        var contribution = Contribution.Of(story.History, Of((AuditAxis.Gender, "2")));

        foreach (var figure in Enum.GetValues<Figure>().Where(figure => figure < Figure.AskedOfReading && EquityCatalogue.Reads(figure)))
        {
            var whole = contribution.Counts.Where(each => each.Figure == figure && each.Slice is { Group: null, Rule: null, Clinician: null }).Sum(each => each.Count);
            Assert.All(AuditGroups.Axes, axis => Assert.Equal(whole, contribution.Counts.Where(each => each.Figure == figure && each.Slice.Group?.Axis == axis).Sum(each => each.Count)));
        }
    }

    [Fact]
    public void What_each_write_changes_adds_up_also_where_the_groups_were_told_anew()
    {
        var whole = Story.Begun().Triage(1).Session(7, 14, 12).Session(14, 3, 3).End(20).History;
        var audit = Of((AuditAxis.Gender, "2")).With(2, GroupsOf((AuditAxis.Gender, "1"), (AuditAxis.Language, "pl"))).With(4, GroupsOf((AuditAxis.Language, "en")));

        var total = Contribution.None;
        for (var version = 1; version <= whole.Version; version++)
        {
            total.Add(Contribution.Of(whole.At(version), audit));
            total.Add(version == 1 ? Contribution.None : Contribution.Of(whole.At(version - 1), audit), -1);
        }

        Assert.Equal(Told(Contribution.Of(whole, audit)), Told(total));
        Assert.DoesNotContain(total.Counts, each => each.Slice.Group is { Axis: AuditAxis.Gender, Code: "1" or "2" });
    }

    [Fact]
    public void Whoever_refuses_that_the_record_is_used_counts_where_nothing_was_recorded()
    {
        var story = Story.Begun();
        var audit = Of((AuditAxis.Religion, "G"));
        story.Tell(Story.Day(1), new ConsentChanged(ConsentScope.DataUse, Given: false));
        Assert.DoesNotContain(Contribution.Of(story.History, audit).Counts, each => each.Slice.Group is { Code.Length: > 0 });

        story.Tell(Story.Day(2), new ConsentChanged(ConsentScope.DataUse, Given: true));
        Assert.Contains(Contribution.Of(story.History, audit).Counts, each => each.Slice.Group is { Axis: AuditAxis.Religion, Code: "G" });
    }

    [Fact]
    public void Needs_are_counted_by_the_last_answer_and_of_those_who_were_asked()
    {
        var story = Story.Begun();
        Answers(story, 1, (Circumstance.DigitalAccess, Answer.Yes), (Circumstance.SpeaksServiceLanguage, Answer.No), (Circumstance.ReadsComfortably, Answer.Declined));
        Answers(story, 2, (Circumstance.DigitalAccess, Answer.No), (Circumstance.InterpreterBooked, Answer.Yes));
        story.Session(7, 14, 12);

        var counts = Contribution.Of(story.History, AuditRecord.Empty);

        Assert.Equal((1, 1), Share("without-digital-access"));
        Assert.Equal((1, 1), Share("other-language"));
        Assert.Equal((1, 1), Share("interpreter-booked"));
        Assert.Equal((0, 0), Share("reads-with-difficulty"));
        Assert.Equal((1, 1), Share("without-digital-access-not-digital"));
        Assert.Equal((1, 1), Share("treated-in-person"));
        Assert.Equal((0, 1), Share("treated-digitally"));

        (long, long) Share(string name)
        {
            var slice = Slice.Of(s_january, new(AuditAxis.Gender, ""));
            var measure = EquityCatalogue.Find(name)!;
            return (measure.NumeratorOf(figure => counts[slice, figure]), measure.DenominatorOf(figure => counts[slice, figure]));
        }
    }

    [Fact]
    public void Without_an_audit_record_nothing_is_counted_by_groups() =>
        Assert.DoesNotContain(Contribution.Of(Story.Begun().History).Counts, each => each.Slice.Group is not null);

    [Fact]
    public void Every_measure_is_a_share_with_a_name_of_its_own()
    {
        Assert.Equal(EquityCatalogue.All.Length, EquityCatalogue.All.Select(measure => measure.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(EquityCatalogue.All, measure => Assert.True(measure is { Form: MeasureForm.Share, Numerator.IsEmpty: false, Denominator.IsEmpty: false, Title.Length: > 0 }, measure.Name));
    }

    private static void Answers(Story story, int day, params (Circumstance, Answer)[] answers) =>
        story.Tell(Story.Day(day), new CircumstancesAnswered(null, Preference.NotStated, [.. answers.Select(each => new CircumstanceAnswer(each.Item1, each.Item2))]));

    private static string[] Told(Contribution contribution) => [.. contribution.Counts.Select(each => each.ToString()).Order(StringComparer.Ordinal)];
}
