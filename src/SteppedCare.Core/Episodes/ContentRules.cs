using System.Globalization;

namespace SteppedCare;

/// <summary>What an event may say, whatever was told before it. Paths are below the event's own and follow the contract's field names.</summary>
internal static class ContentRules
{
    private const int MostAge = 120;
    private const int MostPriorSessions = 200;

    // A safety plan that nobody looks at for more than a year is no plan.
    private const int MostReviewDays = 366;

    /// <summary>The contract's name of a kind of event.</summary>
    internal static string NameOf(EventContent content) => content switch
    {
        ReferralReceived => "referral_received",
        Contact => "contact",
        ScoreRecorded => "score_recorded",
        StepStarted => "step_started",
        RiskAnswered => "risk_answered",
        RiskReviewRecorded => "risk_reviewed",
        ProblemDescribed => "problem_described",
        CircumstancesAnswered => "circumstances_answered",
        PlanExplained => "plan_explained",
        StepDeclined => "step_declined",
        ConsentChanged => "consent_changed",
        Corrected => "corrected",
        Voided => "voided",
        _ => "episode_ended",
    };

    /// <summary>Everything wrong with a content, each as a path below <see cref="NameOf"/> and a message.</summary>
    internal static IEnumerable<(string Path, string Message)> Faults(EventContent content, DateOnly happenedOn) => content switch
    {
        ReferralReceived referral => OfReferral(referral, happenedOn),
        Contact contact => OfContact(contact),
        ScoreRecorded score => ScoreFaults.Of(score).Select(fault => (fault.Path, fault.Message)),
        StepStarted started => Said("step", started.Step),
        RiskAnswered risk => OfRisk(risk),
        RiskReviewRecorded review => OfReview(review, happenedOn),
        ProblemDescribed problem => OfProblem(problem),
        CircumstancesAnswered circumstances => OfCircumstances(circumstances, happenedOn),
        PlanExplained plan => OfPlan(plan),
        StepDeclined declined => Said("step", declined.Step),
        ConsentChanged consent => Said("scope", consent.Scope),
        Voided voided => Said("reason", voided.Reason),
        EpisodeEnded ended => Said("reason", ended.Reason),
        _ => [],
    };

    private static IEnumerable<(string Path, string Message)> OfReferral(ReferralReceived referral, DateOnly happenedOn)
    {
        foreach (var fault in Known("source", referral.Source))
        {
            yield return fault;
        }

        for (var index = 0; index < referral.PriorCourses.Length; index++)
        {
            var course = referral.PriorCourses[index];
            var path = string.Create(CultureInfo.InvariantCulture, $"prior_courses[{index}].");
            foreach (var fault in Said(path + "step", course.Step).Concat(Known(path + "reliably_improved", course.ReliablyImproved)))
            {
                yield return fault;
            }

            if (course.Sessions is < 0 or > MostPriorSessions)
            {
                yield return (path + "sessions", string.Create(CultureInfo.InvariantCulture, $"is 0 to {MostPriorSessions}"));
            }

            if (course.EndedOn > happenedOn)
            {
                yield return (path + "ended_on", "an earlier course ended before this referral");
            }
        }
    }

    private static IEnumerable<(string Path, string Message)> OfContact(Contact contact)
    {
        foreach (var fault in Said("appointment_type", contact.Appointment)
            .Concat(Said("attendance", contact.Attendance))
            .Concat(Known("delivery_mode", contact.Mode))
            .Concat(Known("cancelled_by", contact.CancelledBy)))
        {
            yield return fault;
        }

        // SNOMED identifiers have 6 to 18 digits.
        if (contact.TherapyCode is not (0 or (>= 100_000 and < 1_000_000_000_000_000_000)))
        {
            yield return ("therapy_code", "is not a SNOMED identifier");
        }

        var may = contact.Attendance switch
        {
            Attendance.PersonCancelled => CancelledBy.Person,
            Attendance.ServiceCancelled => CancelledBy.Service,
            _ => CancelledBy.Unspecified,
        };
        if (contact.CancelledBy != CancelledBy.Unspecified && contact.CancelledBy != may)
        {
            yield return ("cancelled_by", "contradicts the attendance");
        }
    }

    private static IEnumerable<(string Path, string Message)> OfRisk(RiskAnswered risk)
    {
        if (risk.Answers.IsDefaultOrEmpty)
        {
            return [("answers", "holds no answer")];
        }

        return OfAnswers([.. risk.Answers.Select(answer => (answer.Topic, answer.Answer))], "topic");
    }

    private static IEnumerable<(string Path, string Message)> OfReview(RiskReviewRecorded review, DateOnly happenedOn)
    {
        if (string.IsNullOrWhiteSpace(review.Reviewer))
        {
            yield return ("reviewer", "a named person vouches for a review");
        }

        if (review.ValidUntil < happenedOn)
        {
            yield return ("valid_until", "is before the review");
        }
        else if (review.ValidUntil.DayNumber - happenedOn.DayNumber > MostReviewDays)
        {
            yield return ("valid_until", string.Create(CultureInfo.InvariantCulture, $"is at most {MostReviewDays} days after the review"));
        }
    }

    private static IEnumerable<(string Path, string Message)> OfProblem(ProblemDescribed problem)
    {
        foreach (var fault in Known("problem", problem.Problem).Concat(Known("status", problem.Status)))
        {
            yield return fault;
        }

        if (problem is { Problem: not Problem.NoDescriptor, Status: DescriptorStatus.None })
        {
            yield return ("status", "a descriptor is provisional or clinician-assigned");
        }

        if (problem.Status == DescriptorStatus.ClinicianAssigned && string.IsNullOrWhiteSpace(problem.AssignedBy))
        {
            yield return ("assigned_by", "a clinician assigns a descriptor: say who");
        }
        else if (problem.Status != DescriptorStatus.ClinicianAssigned && problem.AssignedBy.Length > 0)
        {
            yield return ("assigned_by", "only a clinician-assigned descriptor has somebody who assigned it");
        }
    }

    private static IEnumerable<(string Path, string Message)> OfCircumstances(CircumstancesAnswered circumstances, DateOnly happenedOn)
    {
        if (circumstances is { AgeYears: null, Preference: Preference.NotStated, TraumaOn: null } && circumstances.Answers.IsDefaultOrEmpty)
        {
            return [("answers", "holds no answer")];
        }

        IEnumerable<(string, string)> age = circumstances.AgeYears is < 0 or > MostAge
            ? [("age_years", string.Create(CultureInfo.InvariantCulture, $"is 0 to {MostAge}"))]
            : [];
        IEnumerable<(string, string)> trauma = circumstances.TraumaOn > happenedOn
            ? [("trauma_on", "is after the day on which it was told")]
            : [];
        return age
            .Concat(trauma)
            .Concat(Known("preference", circumstances.Preference))
            .Concat(OfAnswers([.. circumstances.Answers.Select(answer => (answer.Circumstance, answer.Answer))], "circumstance"));
    }

    private static IEnumerable<(string Path, string Message)> OfPlan(PlanExplained plan) =>
        plan is { Understood: Answer.NotStated, Accepted: Answer.NotStated }
            ? [("understood", "say whether the plan was understood, or accepted")]
            : Known("understood", plan.Understood).Concat(Known("accepted", plan.Accepted));

    private static IEnumerable<(string Path, string Message)> OfAnswers<T>((T Question, Answer Answer)[] answers, string question)
        where T : struct, Enum
    {
        var asked = new HashSet<T>();
        for (var index = 0; index < answers.Length; index++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"answers[{index}].");
            foreach (var fault in Said(path + question, answers[index].Question).Concat(Said(path + "answer", answers[index].Answer)))
            {
                yield return fault;
            }

            if (!asked.Add(answers[index].Question))
            {
                yield return (path + question, "is answered twice");
            }
        }
    }

    // Everywhere the member numbered 0 means that nothing was said.
    private static IEnumerable<(string Path, string Message)> Said<T>(string path, T member)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(member, default) ? [(path, "is needed")] : Known(path, member);

    // A number beyond the list would be written, and then nobody could read the trajectory any more.
    private static IEnumerable<(string Path, string Message)> Known<T>(string path, T member)
        where T : struct, Enum => Enum.IsDefined(member) ? [] : [(path, "is not on the list")];
}
