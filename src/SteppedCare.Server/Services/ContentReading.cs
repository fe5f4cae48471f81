using System.Collections.Immutable;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>What an event says, kind by kind.</summary>
internal static class ContentReading
{
    internal static ReferralReceived Referral(Violations violations, Wire.ReferralReceived referral)
    {
        using var within = violations.In("referral_received");
        var courses = ImmutableArray.CreateBuilder<PriorCourse>(referral.PriorCourses.Count);
        for (var index = 0; index < referral.PriorCourses.Count && !violations.Full; index++)
        {
            using var element = violations.In("prior_courses", index);
            courses.Add(PriorCourse(violations, referral.PriorCourses[index]));
        }

        return new(violations.Known<ReferralSource>("source", (int)referral.Source), courses.DrainToImmutable());
    }

    internal static Contact Contact(Violations violations, Wire.Contact contact)
    {
        using var within = violations.In("contact");
        return new(
            violations.Said<AppointmentType>("appointment_type", (int)contact.AppointmentType),
            violations.Said<Attendance>("attendance", (int)contact.Attendance),
            contact.TherapyCode,
            violations.Known<DeliveryMode>("delivery_mode", (int)contact.DeliveryMode),
            violations.Known<CancelledBy>("cancelled_by", (int)contact.CancelledBy));
    }

    internal static StepStarted Started(Violations violations, Wire.StepStarted started)
    {
        using var within = violations.In("step_started");
        return new(violations.Said<Step>("step", (int)started.Step));
    }

    internal static RiskAnswered Risk(Violations violations, Wire.RiskAnswered risk)
    {
        using var within = violations.In("risk_answered");
        var answers = ImmutableArray.CreateBuilder<RiskAnswer>(risk.Answers.Count);
        var asked = 0UL;
        for (var index = 0; index < risk.Answers.Count && !violations.Full; index++)
        {
            using var element = violations.In("answers", index);
            var answer = risk.Answers[index];
            var topic = violations.Said<RiskTopic>("topic", (int)answer.Topic);
            Once(violations, "topic", (int)answer.Topic, ref asked);
            answers.Add(new(topic, violations.Said<Answer>("answer", (int)answer.Answer)));
        }

        return new(answers.DrainToImmutable());
    }

    internal static RiskReviewRecorded RiskReview(Violations violations, Wire.RiskReviewed review)
    {
        using var within = violations.In("risk_reviewed");
        return new(violations.Name("reviewer", review.Reviewer), violations.Date("valid_until", review.ValidUntil));
    }

    internal static ProblemDescribed Problem(Violations violations, Wire.ProblemDescribed problem)
    {
        using var within = violations.In("problem_described");
        return new(violations.Known<Problem>("problem", (int)problem.Problem), violations.Known<DescriptorStatus>("status", (int)problem.Status))
        {
            AssignedBy = violations.NameOrEmpty("assigned_by", problem.AssignedBy),
        };
    }

    internal static CircumstancesAnswered Circumstances(Violations violations, Wire.CircumstancesAnswered circumstances)
    {
        using var within = violations.In("circumstances_answered");
        var answers = ImmutableArray.CreateBuilder<CircumstanceAnswer>(circumstances.Answers.Count);
        var asked = 0UL;
        for (var index = 0; index < circumstances.Answers.Count && !violations.Full; index++)
        {
            using var element = violations.In("answers", index);
            var answer = circumstances.Answers[index];
            var circumstance = violations.Said<Circumstance>("circumstance", (int)answer.Circumstance);
            Once(violations, "circumstance", (int)answer.Circumstance, ref asked);
            answers.Add(new(circumstance, violations.Said<Answer>("answer", (int)answer.Answer)));
        }

        return new(
            circumstances.HasAgeYears ? circumstances.AgeYears : null,
            violations.Known<Preference>("preference", (int)circumstances.Preference),
            answers.DrainToImmutable())
        {
            TraumaOn = violations.DateOrEmpty("trauma_on", circumstances.TraumaOn),
        };
    }

    internal static PlanExplained Plan(Violations violations, Wire.PlanExplained plan)
    {
        using var within = violations.In("plan_explained");
        return new(violations.Known<Answer>("understood", (int)plan.Understood), violations.Known<Answer>("accepted", (int)plan.Accepted));
    }

    internal static StepDeclined Declined(Violations violations, Wire.StepDeclined declined)
    {
        using var within = violations.In("step_declined");
        return new(violations.Said<Step>("step", (int)declined.Step));
    }

    internal static ConsentChanged Consent(Violations violations, Wire.ConsentChanged consent)
    {
        using var within = violations.In("consent_changed");
        if (!consent.HasGiven)
        {
            violations.Add("given", "is required");
        }

        return new(violations.Said<ConsentScope>("scope", (int)consent.Scope), consent.Given);
    }

    internal static EpisodeEnded Ended(Violations violations, Wire.EpisodeEnded ended)
    {
        using var within = violations.In("episode_ended");
        return new(violations.Said<EndReason>("reason", (int)ended.Reason));
    }

    private static PriorCourse PriorCourse(Violations violations, Wire.PriorCourse course)
    {
        if (!course.HasSessions)
        {
            violations.Add("sessions", "is required");
        }

        return new(
            violations.Said<Step>("step", (int)course.Step),
            course.Sessions,
            violations.DateOrEmpty("ended_on", course.EndedOn),
            violations.Known<Answer>("reliably_improved", (int)course.ReliablyImproved));
    }

    // Both lists of questions are numbered well below 64, so one word remembers what was asked.
    private static void Once(Violations violations, string field, int number, ref ulong asked)
    {
        if (number is <= 0 or >= 64)
        {
            return;
        }

        if ((asked & (1UL << number)) != 0)
        {
            violations.Add(field, "is answered twice");
        }

        asked |= 1UL << number;
    }
}
