using SteppedCare.Tests.Episodes;
using SteppedCare.Tests.Equity;

namespace SteppedCare.Tests.Experience;

/// <summary>What people said of their care lies beside the trajectory, by the version that told it. Its bytes outlive this code: docs/storage-vectors.txt.</summary>
public sealed class ExperienceRecordTests
{
    private static readonly DateOnly s_day = new(2026, 2, 3);

    [Fact]
    public void A_record_is_written_and_read_as_its_vector_says()
    {
        var record = Person.Of((AuditAxis.Ethnicity, "K"))
            .Told(2, Asked.OfAssessment("peq-1", s_day))
            .Told(5, Asked.OfTreatment("peq-2", s_day.AddDays(60), FrequencyAnswer.Rarely));

        Assert.Equal(StorageVectorTests.Vector("audit-with-experience"), Convert.ToHexStringLower(record.Write()));
        var read = AuditRecord.Read(Convert.FromHexString(StorageVectorTests.Vector("audit-with-experience")));
        Assert.Equal("K", read.GroupsAt(5)[AuditAxis.Ethnicity]);
        Assert.Equal(
            ["", "", "peq-1", "peq-1", "peq-1", "peq-1 peq-2"],
            Enumerable.Range(0, 6).Select(version => string.Join(' ', read.ExperienceAt(version).Select(told => told.Id))));
        var treatment = read.ExperienceAt(5).Last();
        Assert.Equal((s_day.AddDays(60), ExperienceKind.Treatment), (treatment.CompletedOn, treatment.Kind));
        Assert.Equal<int>([2, 4, 0, 3, 4, 6], treatment.Answers.AsEnumerable());
    }

    [Fact]
    public void What_is_told_again_under_an_id_replaces_it_and_what_says_nothing_new_is_not_written()
    {
        var record = AuditRecord.Empty.Told(1, Asked.OfTreatment("a", s_day), Asked.OfAssessment("b", s_day));

        Assert.Same(record, record.Told(2, Asked.OfTreatment("a", s_day)));
        var mended = record.Told(2, Asked.OfTreatment("a", s_day, FrequencyAnswer.Never)).Told(3, Asked.OfAssessment("a", s_day));
        Assert.Equal([5, 1, 1], Enumerable.Range(1, 3).Select(version => mended.ExperienceAt(version).Single(told => told.Id == "a").Answers[0]));
        Assert.Equal(["b", "a"], mended.ExperienceAt(3).Select(told => told.Id));

        // Back to what it was: that is news.
        Assert.Equal(5, mended.Told(4, Asked.OfTreatment("a", s_day)).ExperienceAt(4).Last().Answers[0]);
    }

    [Fact]
    public void What_takes_back_nothing_is_not_written_so_a_record_grows_by_answers_alone()
    {
        var record = AuditRecord.Empty.Told(1, Asked.OfTreatment("a", s_day));

        Assert.Same(record, record.Told(2, Asked.OfNothing("b", s_day)));
        var taken = record.Told(2, Asked.OfNothing("a", s_day));
        Assert.False(taken.ExperienceAt(2).Single().IsAnswered);
        Assert.Same(taken, taken.Told(3, Asked.OfNothing("a", s_day.AddDays(1))));
        Assert.Equal((1, 1, 2), (record.AnsweredTold, taken.AnsweredTold, taken.Told(3, Asked.OfTreatment("a", s_day)).AnsweredTold));
    }

    // Written, none of these could be read again.
    [Theory]
    [InlineData((int)ExperienceKind.Treatment, 5)]
    [InlineData((int)ExperienceKind.Treatment, 7)]
    [InlineData((int)ExperienceKind.Assessment, 6)]
    [InlineData((int)ExperienceKind.None, 1)]
    public void A_questionnaire_has_an_answer_to_each_of_its_questions_and_no_other(int kind, int answers) =>
        Assert.Throws<ArgumentException>(() => new PatientExperience("a", s_day, (ExperienceKind)kind, [.. Enumerable.Repeat(1, answers)]));

    [Fact]
    public void The_code_that_no_source_names_is_told_as_inferred_and_no_other()
    {
        var inferred = ExperienceMeasures.All.Where(measure => measure.Official.EndsWith(", inferred", StringComparison.Ordinal));

        Assert.Equal(
            ["experience-employment-covered-yes", "experience-employment-covered-no", "experience-employment-covered-not-applicable"],
            inferred.Select(measure => measure.Name));
    }

    [Fact]
    public void Groups_and_questionnaires_of_one_record_leave_one_another_alone()
    {
        var record = Person.Of((AuditAxis.Gender, "2")).Told(1, Asked.OfTreatment("a", s_day));

        Assert.Same(record, record.With(2, Person.GroupsOf((AuditAxis.Gender, "2"))));
        Assert.Equal(("1", "a"), (record.With(2, Person.GroupsOf((AuditAxis.Gender, "1"))).GroupsAt(2)[AuditAxis.Gender], record.ExperienceAt(2).Single().Id));
    }

    // Cut short, more than there are questions, an answer beyond its scale, a questionnaire of another release, a day beyond the calendar.
    [Theory]
    [InlineData("0141e5d02c010101")]
    [InlineData("0141e5d02c01010102030400")]
    [InlineData("0141e5d02c010101010406")]
    [InlineData("0141e5d02c0407")]
    [InlineData("0141e5d02c0301010101")]
    [InlineData("0141e5d02c00")]
    [InlineData("0141ffffffff07010101010101")]
    public void What_nobody_wrote_is_refused(string bytes) => Assert.Throws<FormatException>(() => PatientExperience.Read(Convert.FromHexString(bytes)));

    [Fact]
    public void Every_question_has_a_scale_and_a_code_of_its_own()
    {
        var questions = Enum.GetValues<ExperienceQuestion>().Where(question => question != ExperienceQuestion.None).ToList();

        Assert.Equal(questions, ExperienceScale.QuestionsOf(ExperienceKind.Assessment).Concat(ExperienceScale.QuestionsOf(ExperienceKind.Treatment)));
        Assert.Equal(questions.Count, questions.Select(question => ExperienceScale.Of(question).Concept).Distinct().Count());
        Assert.All(questions, question => Assert.True(IsConcept(ExperienceScale.Of(question).Concept), question.ToString()));
        Assert.Equal((3, 0), Of(ExperienceQuestion.Offered));
        Assert.Equal((5, 5), Of(ExperienceQuestion.Satisfied));
        Assert.Equal((6, 5), Of(ExperienceQuestion.Helped));
    }

    private static (int Answers, int Scores) Of(ExperienceQuestion question) => (ExperienceScale.Of(question).Answers, ExperienceScale.Of(question).Scores);

    // A SNOMED CT identifier ends in a check digit of Verhoeff's dihedral scheme: a digit mistyped anywhere shows.
    private static bool IsConcept(string code)
    {
        int[] permuted = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        var check = 0;
        foreach (var (place, letter) in code.Reverse().Index())
        {
            var digit = letter - '0';
            for (var times = place % 8; times > 0; times--)
            {
                digit = permuted[digit];
            }

            check = Turned(check, digit);
        }

        return check == 0 && code[^3..^1] == "10";
    }

    // The symmetries of a pentagon: five turns, and five reflections after them.
    private static int Turned(int left, int right) => (left < 5, right < 5) switch
    {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right) % 5 + 5,
        (false, true) => (left - right + 5) % 5 + 5,
        _ => (left - right + 5) % 5,
    };
}
