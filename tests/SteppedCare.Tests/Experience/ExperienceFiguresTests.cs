using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Experience;

/// <summary>What people said of their care, counted once a person and questionnaire, in the month in which they said it.</summary>
public sealed class ExperienceFiguresTests
{
    [Fact]
    public void Every_answer_counts_in_the_month_of_the_questionnaire_and_what_was_not_answered_does_not()
    {
        var contribution = Of(Begun().Triage(1), Told(Asked.OfTreatment("a", Day(40))));

        Assert.Equal(["2026-02 1"], Counted(contribution, Figure.AnsweredOfTreatment));
        Assert.Equal(["2026-02 1"], Counted(contribution, ExperienceFigures.Of(ExperienceQuestion.Listened, (int)FrequencyAnswer.AllOfTheTime)));
        Assert.Equal(["2026-02 4"], Counted(contribution, ExperienceFigures.ScoresOf(ExperienceQuestion.Listened)));
        Assert.Equal(["2026-02 1"], Counted(contribution, ExperienceFigures.Of(ExperienceQuestion.EmploymentHelped, (int)FrequencyAnswer.NotApplicable)));
        Assert.Empty(Counted(contribution, ExperienceFigures.ScoresOf(ExperienceQuestion.EmploymentHelped)));
        Assert.All(Enumerable.Range(0, 7), answer => Assert.Empty(Counted(contribution, ExperienceFigures.Of(ExperienceQuestion.Involved, answer))));
        Assert.Empty(Counted(contribution, Figure.AnsweredOfAssessment));
    }

    [Fact]
    public void Shares_and_the_mean_of_a_question_come_from_its_answers_alone()
    {
        var total = Contribution.None;
        FrequencyAnswer[] answers =
            [FrequencyAnswer.AllOfTheTime, FrequencyAnswer.AllOfTheTime, FrequencyAnswer.Rarely, FrequencyAnswer.NotApplicable, FrequencyAnswer.None];
        foreach (var listened in answers)
        {
            total.Add(Of(Begun(), Told(Asked.OfTreatment("a", Day(3), listened))));
        }

        Assert.Equal((2, 4), Figures(total, "experience-listened-always"));
        Assert.Equal((1, 4), Figures(total, "experience-listened-rarely"));
        Assert.Equal((0, 4), Figures(total, "experience-listened-never"));
        Assert.Equal((1, 4), Figures(total, "experience-listened-not-applicable"));
        Assert.Equal((4 + 4 + 1, 3), Figures(total, "experience-listened-score"));
    }

    [Fact]
    public void Of_a_choice_and_of_satisfaction_the_official_scores_are_told()
    {
        var contribution = Of(Begun(), Told(Asked.OfAssessment("a", Day(3), SatisfactionAnswer.NotAtAll)));

        Assert.Equal((1, 1), Figures(contribution, "experience-informed-yes"));
        Assert.Equal((1, 1), Figures(contribution, "experience-offered-no"));
        Assert.Equal((1, 1), Figures(contribution, "experience-employment-covered-not-applicable"));
        Assert.Equal((1, 1), Figures(contribution, "experience-satisfied-not-at-all"));
        Assert.Equal((0, 1), Figures(contribution, "experience-satisfied-score"));
        Assert.Null(MeasureCatalogue.Find("experience-informed-score"));
    }

    [Fact]
    public void A_person_speaks_once_by_the_latest_of_each_questionnaire_that_has_an_answer()
    {
        var contribution = Of(Begun(), Told(
            Asked.OfTreatment("late", Day(50), FrequencyAnswer.Never),
            Asked.OfTreatment("early", Day(20)),
            Asked.OfNothing("empty", Day(60)),
            Asked.OfAssessment("other", Day(10))));

        Assert.Equal((1, 1), Figures(contribution, "experience-listened-never"));
        Assert.Equal((1, 1), Figures(contribution, "experience-informed-yes"));
        Assert.Equal(["2026-02 1"], Counted(contribution, Figure.AnsweredOfTreatment));
    }

    [Fact]
    public void A_correction_counts_in_place_of_what_it_mends_and_nothing_answered_takes_it_back()
    {
        var story = Begun().Tell(Day(1), Treated());
        var audit = AuditRecord.Empty
            .Told(1, Asked.OfTreatment("a", Day(0)))
            .Told(2, Asked.OfTreatment("a", Day(40), FrequencyAnswer.Never))
            .Told(3, Asked.OfNothing("a", Day(40)));

        Assert.Equal(["2026-01 1"], Counted(Contribution.Of(story.History.At(1), audit), Figure.AnsweredOfTreatment));
        Assert.Equal((1, 1), Figures(Contribution.Of(story.History, audit), "experience-listened-never"));
        story.Tell(Day(2), Treated());
        Assert.Empty(Counted(Contribution.Of(story.History, audit), Figure.AnsweredOfTreatment));
    }

    [Fact]
    public void Of_finished_courses_it_is_told_how_many_answered_about_treatment_and_of_those_seen_about_the_assessment()
    {
        var finished = Begun().Session(7, 14, 12).Session(14, 3, 3).End(20);
        var asked = Of(finished, Told(Asked.OfTreatment("a", Day(90)), Asked.OfAssessment("b", Day(1))));

        Assert.Equal((1, 1), Figures(asked, "experience-of-treatment"));
        Assert.Equal((1, 1), Figures(asked, "experience-of-assessment"));
        Assert.Equal(["2026-01 1"], Counted(asked, Figure.FinishedAndAnsweredOfTreatment));
        Assert.Equal(["2026-04 1"], Counted(asked, Figure.AnsweredOfTreatment));
        Assert.Equal((0, 1), Figures(Of(finished, Told(Asked.OfAssessment("b", Day(1)))), "experience-of-treatment"));
        Assert.Equal((0, 1), Figures(Of(finished, AuditRecord.Empty), "experience-of-assessment"));
        Assert.Equal((0, 0), Figures(Of(Begun().Session(7, 14, 12).Session(14, 3, 3), Told(Asked.OfTreatment("a", Day(90)))), "experience-of-treatment"));
        Assert.Equal((0, 0), Figures(Of(Begun().End(20), Told(Asked.OfAssessment("b", Day(1)))), "experience-of-assessment"));
    }

    [Fact]
    public void Whoever_refuses_that_the_record_is_used_for_reports_has_not_answered()
    {
        var story = Begun().Session(7, 14, 12).Session(14, 3, 3).Tell(Day(15), new ConsentChanged(ConsentScope.DataUse, Given: false)).End(20);
        var refused = Of(story, Told(Asked.OfTreatment("a", Day(16))));

        Assert.DoesNotContain(refused.Counts, each => each.Figure is Figure.AnsweredOfTreatment or Figure.FinishedAndAnsweredOfTreatment);
        Assert.Equal((0, 0), Figures(refused, "experience-listened-always"));
        Assert.Equal((0, 1), Figures(refused, "experience-of-treatment"));
    }

    [Fact]
    public void What_each_write_changes_adds_up_also_where_answers_were_mended_moved_and_taken_back()
    {
        var whole = Begun().Triage(1).Session(7, 14, 12).Session(14, 3, 3).End(20).Tell(Day(20)).Tell(Day(20)).History;
        var audit = AuditRecord.Empty.Told(1, Asked.OfAssessment("a", Day(0))).Told(3, Asked.OfTreatment("t", Day(8)))
            .Told(4, Asked.OfTreatment("t", Day(40), FrequencyAnswer.Sometimes), Asked.OfAssessment("a", Day(2), SatisfactionAnswer.Completely))
            .Told(6, Asked.OfNothing("a", Day(2))).Told(7, Asked.OfTreatment("u", Day(70)));

        var total = Contribution.None;
        for (var version = 1; version <= whole.Version; version++)
        {
            total.Add(Contribution.Of(whole.At(version), audit));
            total.Add(version == 1 ? Contribution.None : Contribution.Of(whole.At(version - 1), audit), -1);
        }

        Assert.Equal(7, whole.Version);
        Assert.Equal(Lines(Contribution.Of(whole, audit)), Lines(total));
        Assert.Equal(["2026-03 1"], Counted(total, Figure.AnsweredOfTreatment));
    }

    [Fact]
    public void The_figures_of_answers_are_apart_from_one_another_and_from_all_others()
    {
        var answers = from question in Enum.GetValues<ExperienceQuestion>() where question != ExperienceQuestion.None
                      from answer in Enumerable.Range(0, ExperienceScale.Of(question).Answers + 1) select ExperienceFigures.Of(question, answer);
        var told = answers.ToList();

        Assert.Distinct(told);
        Assert.All(told, figure => Assert.True(!Enum.IsDefined(figure) && Closings.Told(figure) == figure, $"{(int)figure}"));
        Assert.All(told, figure => Assert.Null(DecisionFigures.AnswerOf(figure)));
        Assert.All(told, figure => Assert.DoesNotContain(Enum.GetValues<Figure>(), other => other > Figure.FirstOfExperience && other < figure));
    }

    private static AuditRecord Told(params PatientExperience[] told) => AuditRecord.Empty.Told(1, told);

    private static Contribution Of(Story story, AuditRecord audit) => Contribution.Of(story.History, audit);

    private static (long Numerator, long Denominator) Figures(Contribution contribution, string name)
    {
        var sums = contribution.Counts
            .Where(each => each.Slice.Facet == SliceFacet.Whole)
            .GroupBy(each => each.Figure)
            .ToDictionary(each => each.Key, each => each.Sum(count => count.Count));
        var measure = MeasureCatalogue.Find(name)!;
        return (measure.NumeratorOf(figure => sums.GetValueOrDefault(figure)), measure.DenominatorOf(figure => sums.GetValueOrDefault(figure)));
    }

    private static IEnumerable<string> Counted(Contribution contribution, Figure figure) =>
        contribution.Counts.Where(each => each.Figure == figure && each.Slice.Facet == SliceFacet.Whole).Select(each => $"{each.Slice.Month} {each.Count}");

    private static IEnumerable<string> Lines(Contribution contribution) =>
        contribution.Counts.Select(each => $"{each.Slice} {each.Figure} {each.Count}").Order(StringComparer.Ordinal);
}
