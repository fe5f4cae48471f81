using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What people said of their care: how often each answer was given, as NHS England reports it, and the mean score where there are scores.</summary>
internal static class ExperienceMeasures
{
    private static readonly ImmutableArray<(string Name, string Words)> s_choices = [("yes", "yes"), ("no", "no"), ("not-applicable", "not applicable")];

    private static readonly ImmutableArray<(string Name, string Words)> s_degrees =
    [
        ("not-at-all", "not at all"), ("not", "not satisfied"), ("neither", "neither satisfied nor dissatisfied"), ("mostly", "mostly"), ("completely", "completely"),
    ];

    private static readonly ImmutableArray<(string Name, string Words)> s_frequencies =
    [
        ("never", "never"), ("rarely", "rarely"), ("sometimes", "sometimes"), ("mostly", "most of the time"), ("always", "all of the time"),
        ("not-applicable", "not applicable"),
    ];

    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Share("experience-of-assessment", "Answered about the assessment, of all seen whose care ended", Figure.SeenAndAnsweredOfAssessment, Figure.Ended) with
        {
            Less = [Figure.EndedNotSeen],
        },
        Measure.Share("experience-of-treatment", "Answered about treatment, of finished courses", Figure.FinishedAndAnsweredOfTreatment, Figure.Finished),
        .. Of(ExperienceQuestion.Informed, "informed", "Told of the treatments to choose from", s_choices),
        .. Of(ExperienceQuestion.Preferred, "preferred", "Preferred one of the treatments", s_choices),
        .. Of(ExperienceQuestion.Offered, "offered", "Offered what they preferred", s_choices),
        .. Of(ExperienceQuestion.EmploymentCovered, "employment-covered", "The assessment covered needs about work", s_choices),
        .. Of(ExperienceQuestion.Satisfied, "satisfied", "Satisfied with the assessment", s_degrees),
        .. Of(ExperienceQuestion.Listened, "listened", "Listened to and taken seriously", s_frequencies),
        .. Of(ExperienceQuestion.Understood, "understood", "Helped to understand and address their difficulties", s_frequencies),
        .. Of(ExperienceQuestion.Involved, "involved", "Involved in choices about treatment", s_frequencies),
        .. Of(ExperienceQuestion.Helped, "helped", "Got the help that mattered to them", s_frequencies),
        .. Of(ExperienceQuestion.Confident, "confident", "Had confidence in the therapist", s_frequencies),
        .. Of(ExperienceQuestion.EmploymentHelped, "employment-helped", "Got the help with work that they needed", s_frequencies),
    ];

    private static IEnumerable<Measure> Of(ExperienceQuestion question, string name, string words, ImmutableArray<(string Name, string Words)> answers)
    {
        var scale = ExperienceScale.Of(question);
        var given = Enumerable.Range(1, scale.Answers).Select(answer => ExperienceFigures.Of(question, answer)).ToImmutableArray();

        // The best answer first, as the questionnaires print them; what does not apply comes last.
        foreach (var place in Enumerable.Range(0, scale.Answers).OrderBy(place => place < scale.Scores ? -place : place))
        {
            yield return new($"experience-{name}-{answers[place].Name}", $"{words}: {answers[place].Words}", MeasureForm.Share, [given[place]], given)
            {
                Official = scale.Official, IsOfOneQuestion = true,
            };
        }

        if (scale.Scores > 0)
        {
            var title = $"{words}: mean score, 0 to {scale.Scores - 1}";
            yield return new($"experience-{name}-score", title, MeasureForm.Mean, [ExperienceFigures.ScoresOf(question)], given[..scale.Scores])
            {
                Unit = "points", Official = scale.Official, IsOfOneQuestion = true,
            };
        }
    }
}
