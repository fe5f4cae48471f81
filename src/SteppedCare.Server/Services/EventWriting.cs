using System.Diagnostics;
using System.Globalization;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>Events as they were told, back to the wire.</summary>
internal static class EventWriting
{
    private const double Thousand = 1_000;

    internal static Wire.Event Event(EpisodeEvent told) => Event(told.Id, told.HappenedOn, told.At, told.Content);

    private static Wire.Event Event(string id, DateOnly happenedOn, TimeOnly? at, EventContent content)
    {
        var sent = new Wire.Event { Id = id, HappenedOn = Date(happenedOn), TimeOfDay = at?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "" };
        Write(sent, content);
        return sent;
    }

    private static void Write(Wire.Event sent, EventContent content)
    {
        switch (content)
        {
            case ReferralReceived referral:
                sent.ReferralReceived = Referral(referral);
                break;
            case Contact contact:
                sent.Contact = Contact(contact);
                break;
            case ScoreRecorded score:
                sent.ScoreRecorded = Score(score);
                break;
            case StepStarted started:
                sent.StepStarted = new Wire.StepStarted { Step = (Wire.Step)started.Step };
                break;
            case RiskAnswered risk:
                sent.RiskAnswered = Risk(risk);
                break;
            case RiskReviewRecorded review:
                sent.RiskReviewed = new Wire.RiskReviewed { Reviewer = review.Reviewer, ValidUntil = Date(review.ValidUntil) };
                break;
            case ProblemDescribed problem:
                sent.ProblemDescribed = new Wire.ProblemDescribed
                {
                    Problem = (Wire.Problem)problem.Problem,
                    Status = (Wire.DescriptorStatus)problem.Status,
                    AssignedBy = problem.AssignedBy,
                };
                break;
            case CircumstancesAnswered circumstances:
                sent.CircumstancesAnswered = Circumstances(circumstances);
                break;
            case PlanExplained plan:
                sent.PlanExplained = new Wire.PlanExplained { Understood = (Wire.Answer)plan.Understood, Accepted = (Wire.Answer)plan.Accepted };
                break;
            case StepDeclined declined:
                sent.StepDeclined = new Wire.StepDeclined { Step = (Wire.Step)declined.Step };
                break;
            case ConsentChanged consent:
                sent.ConsentChanged = new Wire.ConsentChanged { Scope = (Wire.ConsentScope)consent.Scope, Given = consent.Given };
                break;
            case Corrected corrected:
                sent.Corrected = new Wire.Corrected
                {
                    EventId = corrected.EventId,
                    Replacement = Event("", corrected.HappenedOn, corrected.At, corrected.Replacement),
                };
                break;
            case Voided voided:
                sent.Voided = new Wire.Voided { EventId = voided.EventId, Reason = (Wire.VoidReason)voided.Reason };
                break;
            case EpisodeEnded ended:
                sent.EpisodeEnded = new Wire.EpisodeEnded { Reason = (Wire.EndReason)ended.Reason };
                break;
            default:
                throw new UnreachableException($"{content.GetType().Name} is not in the contract.");
        }
    }

    private static Wire.ReferralReceived Referral(ReferralReceived referral)
    {
        var sent = new Wire.ReferralReceived { Source = (Wire.ReferralSource)referral.Source };
        foreach (var course in referral.PriorCourses)
        {
            sent.PriorCourses.Add(new Wire.PriorCourse
            {
                Step = (Wire.Step)course.Step,
                Sessions = course.Sessions,
                EndedOn = course.EndedOn is { } ended ? Date(ended) : "",
                ReliablyImproved = (Wire.Answer)course.ReliablyImproved,
            });
        }

        return sent;
    }

    private static Wire.Contact Contact(Contact contact) => new()
    {
        AppointmentType = (Wire.AppointmentType)contact.Appointment,
        Attendance = (Wire.Attendance)contact.Attendance,
        TherapyCode = contact.TherapyCode,
        DeliveryMode = (Wire.DeliveryMode)contact.Mode,
        CancelledBy = (Wire.CancelledBy)contact.CancelledBy,
    };

    private static Wire.ScoreRecorded Score(ScoreRecorded score)
    {
        var sent = new Wire.ScoreRecorded { Instrument = (Wire.Instrument)score.Instrument, Version = score.Version, ItemSet = (Wire.ItemSet)score.ItemSet };
        foreach (var item in score.Items)
        {
            var answer = new Wire.ItemAnswer { NotApplicable = item.IsNotApplicable };
            if (item.IsAnswered)
            {
                answer.Value = item.Value;
            }

            sent.Items.Add(answer);
        }

        if (score.TotalThousandths is { } total)
        {
            sent.Total = total / Thousand;
        }

        return sent;
    }

    private static Wire.RiskAnswered Risk(RiskAnswered risk)
    {
        var sent = new Wire.RiskAnswered();
        foreach (var (topic, answer) in risk.Answers)
        {
            sent.Answers.Add(new Wire.RiskAnswer { Topic = (Wire.RiskTopic)topic, Answer = (Wire.Answer)answer });
        }

        return sent;
    }

    private static Wire.CircumstancesAnswered Circumstances(CircumstancesAnswered circumstances)
    {
        var sent = new Wire.CircumstancesAnswered { Preference = (Wire.Preference)circumstances.Preference };
        if (circumstances.AgeYears is { } age)
        {
            sent.AgeYears = age;
        }

        if (circumstances.TraumaOn is { } trauma)
        {
            sent.TraumaOn = Date(trauma);
        }

        foreach (var (circumstance, answer) in circumstances.Answers)
        {
            sent.Answers.Add(new Wire.CircumstanceAnswer { Circumstance = (Wire.Circumstance)circumstance, Answer = (Wire.Answer)answer });
        }

        return sent;
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
