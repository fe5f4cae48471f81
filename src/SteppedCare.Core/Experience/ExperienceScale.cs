using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>How a question about the experience of care can be answered.</summary>
/// <param name="Questionnaire">Where it is asked.</param>
/// <param name="Answers">How many answers there are; the first has the number 1.</param>
/// <param name="Scores">The first so many of them have a score: their number less one.</param>
/// <param name="Concept">The question in SNOMED CT, under which services return it.</param>
internal sealed record ExperienceScale(ExperienceKind Questionnaire, int Answers, int Scores, string Concept)
{
    private static readonly ImmutableDictionary<ExperienceQuestion, ExperienceScale> s_all = new Dictionary<ExperienceQuestion, ExperienceScale>
    {
        [ExperienceQuestion.Informed] = Choice("747861000000100"),
        [ExperienceQuestion.Preferred] = Choice("747871000000107"),
        [ExperienceQuestion.Offered] = Choice("747881000000109"),
        [ExperienceQuestion.EmploymentCovered] = Choice("904691000000103") with { IsConceptInferred = true },
        [ExperienceQuestion.Satisfied] = Satisfaction("747891000000106"),
        [ExperienceQuestion.Listened] = Frequency("747901000000107"),
        [ExperienceQuestion.Understood] = Frequency("747911000000109"),
        [ExperienceQuestion.Involved] = Frequency("747921000000103"),
        [ExperienceQuestion.Helped] = Frequency("747931000000101"),
        [ExperienceQuestion.Confident] = Frequency("747941000000105"),
        [ExperienceQuestion.EmploymentHelped] = Frequency("747951000000108"),
    }.ToImmutableDictionary();

    /// <summary>That the code is this question's is inferred: of all questions and codes it is the one pair that no source puts together.</summary>
    internal bool IsConceptInferred { get; private init; }

    /// <summary>The code, as reports print it.</summary>
    internal string Official => IsConceptInferred ? $"SNOMED CT {Concept}, inferred" : $"SNOMED CT {Concept}";

    internal static ExperienceScale Of(ExperienceQuestion question) => s_all[question];

    /// <summary>The questions of a questionnaire, in its order.</summary>
    internal static ImmutableArray<ExperienceQuestion> QuestionsOf(ExperienceKind questionnaire) =>
        [.. s_all.Where(each => each.Value.Questionnaire == questionnaire).Select(each => each.Key).Order()];

    private static ExperienceScale Choice(string concept) => new(ExperienceKind.Assessment, (int)ChoiceAnswer.NotApplicable, 0, concept);

    private static ExperienceScale Satisfaction(string concept) =>
        new(ExperienceKind.Assessment, (int)SatisfactionAnswer.Completely, (int)SatisfactionAnswer.Completely, concept);

    private static ExperienceScale Frequency(string concept) =>
        new(ExperienceKind.Treatment, (int)FrequencyAnswer.NotApplicable, (int)FrequencyAnswer.AllOfTheTime, concept);
}
