namespace SteppedCare;

/// <summary>
/// What people said of their care, and of how many it is known. Of each questionnaire the latest completed one with any answer counts, so that everybody speaks
/// once. Whoever refused that their record is used for reports counts as not having answered.
/// </summary>
internal static class ExperienceFigures
{
    // A question's figures: the sum of scores, then the answers by their numbers.
    private const int Apart = 10;

    /// <summary>The figure of an answer to a question.</summary>
    internal static Figure Of(ExperienceQuestion question, int answer) => ScoresOf(question) + answer;

    /// <summary>The figure of the scores of a question, added up.</summary>
    internal static Figure ScoresOf(ExperienceQuestion question) => Figure.FirstOfExperience + (int)question * Apart;

    internal static void Add(Contribution to, CareCourse course, AuditRecord audit)
    {
        if (course.RefusesReports)
        {
            return;
        }

        var told = audit.ExperienceAt(course.History.Version).Where(each => each.IsAnswered).ToList();
        Add(to, course, LatestOf(told, ExperienceKind.Assessment), Figure.AnsweredOfAssessment);
        Add(to, course, LatestOf(told, ExperienceKind.Treatment), Figure.AnsweredOfTreatment);
        if (course.Ended is { } end)
        {
            var isSeen = course.Sessions.LastAttended is not null;
            to.AddIf(isSeen && LatestOf(told, ExperienceKind.Assessment) is not null, course.On(end), Figure.SeenAndAnsweredOfAssessment);
            to.AddIf(course.IsFinished && LatestOf(told, ExperienceKind.Treatment) is not null, course.On(end), Figure.FinishedAndAnsweredOfTreatment);
        }
    }

    // Of two of one day the one told last.
    private static PatientExperience? LatestOf(IEnumerable<PatientExperience> told, ExperienceKind kind) =>
        told.Where(each => each.Kind == kind).OrderBy(each => each.CompletedOn).LastOrDefault();

    private static void Add(Contribution to, CareCourse course, PatientExperience? told, Figure answered)
    {
        if (told is null)
        {
            return;
        }

        var month = course.On(told.CompletedOn);
        to.Add(month, answered);
        foreach (var (question, answer) in told.Given)
        {
            to.Add(month, Of(question, answer));
            to.Add(month, ScoresOf(question), answer <= ExperienceScale.Of(question).Scores ? answer - 1 : 0);
        }
    }
}
