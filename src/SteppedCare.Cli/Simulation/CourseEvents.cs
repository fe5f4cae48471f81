using SteppedCare.Cohorts;

namespace SteppedCare.Cli;

/// <summary>An invented course in the words of the clinic. Both vocabularies have the same members and numbers.</summary>
/// <param name="course">The course.</param>
/// <param name="referredOn">The date of day 0.</param>
internal sealed class CourseEvents(Course course, DateOnly referredOn)
{
    /// <summary>The first things told: referral, circumstances, descriptor, questionnaires.</summary>
    internal IEnumerable<EpisodeEvent> Opening()
    {
        var person = course.Person;
        yield return On(0, new ReferralReceived((ReferralSource)course.Source, [.. course.PriorCourses.Select(Prior)]));
        yield return On(0, new CircumstancesAnswered(
            person.AgeYears,
            (Preference)person.Preference,
            [.. person.Circumstances.Select(asked => new CircumstanceAnswer((Circumstance)asked.Circumstance, (SteppedCare.Answer)asked.Answer))]));
        if (person.Problem != V1.Problem.Unspecified)
        {
            yield return On(0, new ProblemDescribed((Problem)person.Problem, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-1" });
        }

        foreach (var told in Scores(0, course.Entry))
        {
            yield return told;
        }
    }

    /// <summary>An appointment: the step that begins with it, its questionnaires, and whether it was kept.</summary>
    internal IEnumerable<EpisodeEvent> Sitting(Sitting sitting)
    {
        if (sitting.BeginsStage)
        {
            yield return On(sitting.Day, new StepStarted((Step)sitting.Step));
        }

        foreach (var told in Scores(sitting.Day, sitting.Measures))
        {
            yield return told;
        }

        yield return On(sitting.Day, new Contact(
            (AppointmentType)sitting.Type,
            (Attendance)sitting.Attendance,
            sitting.TherapyCode,
            (DeliveryMode)sitting.DeliveryMode,
            (CancelledBy)sitting.CancelledBy));
    }

    internal EpisodeEvent Ending() => On(course.EndDay, new EpisodeEnded((EndReason)course.EndReason));

    private PriorCourse Prior(DeclaredCourse earlier) => new(
        (Step)earlier.Step,
        earlier.Sessions,
        earlier.DaysBefore is { } days ? referredOn.AddDays(-days) : null,
        (SteppedCare.Answer)earlier.ReliablyImproved);

    private IEnumerable<EpisodeEvent> Scores(int day, Measures? measures) => measures is null
        ? []
        : [On(day, Score(InstrumentCode.Phq9, measures.Phq9)), On(day, Score(InstrumentCode.Gad7, measures.Gad7)), On(day, Score(InstrumentCode.Wsas, measures.Wsas))];

    private static ScoreRecorded Score(InstrumentCode instrument, Questionnaire answered) => new(
        instrument,
        [.. answered.Items.Select(points => points is { } value ? ItemAnswer.Of(value) : ItemAnswer.NotApplicable)],
        answered.Items.IsEmpty ? 1000 * answered.Total : null);

    private EpisodeEvent On(int day, EventContent content) => new("", referredOn.AddDays(day), null, content);
}
