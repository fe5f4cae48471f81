using System.Globalization;
using SteppedCare.Cohorts;
using Wire = SteppedCare.V1;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>What a portal tells the service of one course, in the contract's words.</summary>
/// <param name="service">The service of care that the person was referred to.</param>
/// <param name="course">The course.</param>
/// <param name="referredOn">The date of day 0.</param>
internal sealed class CourseMessages(string service, Course course, DateOnly referredOn)
{
    /// <summary>The referral, and where should care begin?</summary>
    internal Wire.TriageRequest Triage()
    {
        var request = new Wire.TriageRequest
        {
            Service = service,
            Episode = course.Person.Episode,
            RequestId = "triage",
            AuditAttributes = AuditOf(course.Person.Audit),
        };
        request.Events.AddRange(Opening());
        return request;
    }

    /// <summary>An appointment, and is the step still right? Several earlier ones may be told with it.</summary>
    internal Wire.ReviewRequest Review(params ReadOnlySpan<int> sittings)
    {
        var request = new Wire.ReviewRequest { Service = service, Episode = course.Person.Episode, RequestId = Named("sitting", sittings[^1]) };
        foreach (var sitting in sittings)
        {
            request.Events.AddRange(Sitting(sitting));
        }

        return request;
    }

    /// <summary>An appointment, with nothing asked: one that was missed, say.</summary>
    internal Wire.RecordEventsRequest Record(int sitting)
    {
        var request = new Wire.RecordEventsRequest { Service = service, Episode = course.Person.Episode, RequestId = Named("sitting", sitting) };
        request.Events.AddRange(Sitting(sitting));
        return request;
    }

    /// <summary>The end of the episode.</summary>
    internal Wire.RecordEventsRequest End()
    {
        var request = new Wire.RecordEventsRequest { Service = service, Episode = course.Person.Episode, RequestId = "end" };
        request.Events.Add(Ending());
        return request;
    }

    /// <summary>The first things told: referral, circumstances, descriptor, questionnaires.</summary>
    internal IEnumerable<Wire.Event> Opening()
    {
        yield return On(0, told => told.ReferralReceived = Referral());
        yield return On(0, told => told.CircumstancesAnswered = Circumstances());
        if (course.Person.Problem != Wire.Problem.Unspecified)
        {
            yield return On(0, told => told.ProblemDescribed = Descriptor());
        }

        foreach (var told in Scores(0, course.Entry))
        {
            yield return told;
        }
    }

    /// <summary>An appointment: the stage that begins with it, its questionnaires, and whether it was kept.</summary>
    internal IEnumerable<Wire.Event> Sitting(int index) => Sitting(course.Sittings[index]);

    /// <summary>The same of an appointment that is not in the course yet.</summary>
    internal IEnumerable<Wire.Event> Sitting(Sitting sitting)
    {
        if (sitting.BeginsStage)
        {
            yield return On(sitting.Day, told => told.StepStarted = new Wire.StepStarted { Step = sitting.Step });
        }

        foreach (var told in Scores(sitting.Day, sitting.Measures))
        {
            yield return told;
        }

        yield return On(sitting.Day, told => told.Contact = new Wire.Contact
        {
            AppointmentType = sitting.Type,
            Attendance = sitting.Attendance,
            TherapyCode = sitting.TherapyCode,
            DeliveryMode = sitting.DeliveryMode,
            CancelledBy = sitting.CancelledBy,
        });
    }

    internal Wire.Event Ending() => On(course.EndDay, told => told.EpisodeEnded = new Wire.EpisodeEnded { Reason = course.EndReason });

    /// <summary>For equality reports only.</summary>
    internal static Wire.AuditAttributes AuditOf(AuditAnswers audit) => new()
    {
        AgeBand = audit.AgeBand,
        Gender = audit.Gender,
        Ethnicity = audit.Ethnicity,
        SexualOrientation = audit.SexualOrientation,
        LongTermCondition = audit.LongTermCondition,
        DeprivationDecile = audit.DeprivationDecile,
        Language = audit.Language,
    };

    private Wire.ReferralReceived Referral()
    {
        var referral = new Wire.ReferralReceived { Source = course.Source };
        referral.PriorCourses.AddRange(course.PriorCourses.Select(earlier => new Wire.PriorCourse
        {
            Step = earlier.Step,
            Sessions = earlier.Sessions,
            EndedOn = earlier.DaysBefore is { } days ? Date(-days) : "",
            ReliablyImproved = earlier.ReliablyImproved,
        }));
        return referral;
    }

    private Wire.CircumstancesAnswered Circumstances()
    {
        var circumstances = new Wire.CircumstancesAnswered { Preference = course.Person.Preference };
        circumstances.Answers.AddRange(course.Person.Circumstances.Select(asked =>
            new Wire.CircumstanceAnswer { Circumstance = asked.Circumstance, Answer = asked.Answer }));
        if (course.Person.AgeYears is { } age)
        {
            circumstances.AgeYears = age;
        }

        return circumstances;
    }

    private Wire.ProblemDescribed Descriptor() => new() { Problem = course.Person.Problem, Status = Wire.DescriptorStatus.ClinicianAssigned, AssignedBy = "clinician-1" };

    private IEnumerable<Wire.Event> Scores(int day, Measures? measures) => measures is null
        ? []
        :
        [
            On(day, told => told.ScoreRecorded = Score(Wire.Instrument.Phq9, measures.Phq9)),
            On(day, told => told.ScoreRecorded = Score(Wire.Instrument.Gad7, measures.Gad7)),
            On(day, told => told.ScoreRecorded = Score(Wire.Instrument.Wsas, measures.Wsas)),
        ];

    private static Wire.ScoreRecorded Score(Wire.Instrument instrument, Questionnaire answered)
    {
        var score = new Wire.ScoreRecorded { Instrument = instrument };
        score.Items.AddRange(answered.Items.Select(points =>
            points is { } value ? new Wire.ItemAnswer { Value = value } : new Wire.ItemAnswer { NotApplicable = true }));
        if (answered.Items.IsEmpty)
        {
            score.Total = answered.Total;
        }

        return score;
    }

    private Wire.Event On(int day, Action<Wire.Event> say)
    {
        var told = new Wire.Event { HappenedOn = Date(day) };
        say(told);
        return told;
    }

    private string Date(int day) => referredOn.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Named(string call, int number) => string.Create(CultureInfo.InvariantCulture, $"{call}-{number}");
}
