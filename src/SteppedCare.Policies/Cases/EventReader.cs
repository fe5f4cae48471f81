using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>What happened on one day of a vignette, as events.</summary>
internal sealed class EventReader(CaseNode day, int number)
{
    internal IEnumerable<EventContent> Read()
    {
        if (day.Has("referral"))
        {
            yield return new ReferralReceived(ReferralSource.SelfReferral, [.. day.Map("referral")!.List("prior_courses").Select(PriorCourse)]);
        }

        if (Circumstances() is { } circumstances)
        {
            yield return circumstances;
        }

        if (day.Map("problem") is { } problem)
        {
            yield return Problem(problem);
        }

        if (day.Word<Step>("started") is { } started)
        {
            yield return new StepStarted(started);
        }

        foreach (var contact in Contacts())
        {
            yield return contact;
        }

        foreach (var score in new ScoreReader(day).Read())
        {
            yield return score;
        }

        if (day.Map("risk") is { } risk)
        {
            yield return new RiskAnswered([.. Answers<RiskTopic>(risk).Select(each => new RiskAnswer(each.Question, each.Answer))]);
        }

        if (day.Number("risk_reviewed_until") is { } until)
        {
            yield return new RiskReviewRecorded("clinician-1", EpisodeVignette.DateOf(until));
        }

        if (day.Word<Step>("declined") is { } declined)
        {
            yield return new StepDeclined(declined);
        }
    }

    private PriorCourse PriorCourse(YamlNode node)
    {
        var course = day.Within(node);
        var ended = course.Number("ended_days_before");
        var prior = new PriorCourse(
            course.Word<Step>("step") ?? Step.None,
            course.Number("sessions") ?? 0,
            ended is { } days ? EpisodeVignette.DateOf(number - days) : null,
            course.YesNo("improved") switch { true => Answer.Yes, false => Answer.No, _ => Answer.NotStated });
        course.RefuseTheRest();
        return prior;
    }

    private CircumstancesAnswered? Circumstances()
    {
        var age = day.Number("age");
        var preference = day.Word<Preference>("preference");
        var answers = day.Map("circumstances") is { } asked ? Answers<Circumstance>(asked) : [];
        var trauma = day.Number("trauma_on");
        return age is null && preference is null && trauma is null && answers.Length == 0
            ? null
            : new CircumstancesAnswered(age, preference ?? Preference.NotStated, [.. answers.Select(each => new CircumstanceAnswer(each.Question, each.Answer))])
            {
                TraumaOn = trauma is { } on ? EpisodeVignette.DateOf(on) : null,
            };
    }

    private static ProblemDescribed Problem(CaseNode problem)
    {
        var isAssigned = problem.YesNo("assigned") ?? true;
        var described = new ProblemDescribed(
            problem.Word<Problem>("is") ?? SteppedCare.Problem.NoDescriptor, isAssigned ? DescriptorStatus.ClinicianAssigned : DescriptorStatus.Provisional)
        {
            AssignedBy = isAssigned ? "clinician-1" : "",
        };
        problem.RefuseTheRest();
        return described;
    }

    private IEnumerable<Contact> Contacts()
    {
        if (day.Word<AppointmentType>("attended") is { } attended)
        {
            yield return new Contact(attended, Attendance.Attended, 0, day.Word<DeliveryMode>("mode") ?? DeliveryMode.Unspecified, CancelledBy.Unspecified);
        }

        if (day.Word<Attendance>("missed") is { } missed)
        {
            var cancelledBy = missed switch
            {
                Attendance.PersonCancelled => CancelledBy.Person,
                Attendance.ServiceCancelled => CancelledBy.Service,
                _ => CancelledBy.Unspecified,
            };
            yield return new Contact(AppointmentType.Treatment, missed, 0, DeliveryMode.Unspecified, cancelledBy);
        }
    }

    private static ImmutableArray<(T Question, Answer Answer)> Answers<T>(CaseNode node)
        where T : struct, Enum
    {
        var answers = ImmutableArray.CreateBuilder<(T, Answer)>();
        foreach (var (key, value) in node.All())
        {
            if (!Words.TryParse<T>(key, out var question))
            {
                node.Fault(value, $"'{key}' is no {typeof(T).Name}.", Words.Nearest(key, Enum.GetNames<T>()));
            }
            else if (Words.TryParse<Answer>(value.ToString(), out var answer))
            {
                answers.Add((question, answer));
            }
            else
            {
                node.Fault(value, $"'{key}' wants yes, no or declined.");
            }
        }

        return answers.ToImmutable();
    }
}
