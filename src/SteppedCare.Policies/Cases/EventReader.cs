using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>What happened on one day of a vignette, as events.</summary>
internal sealed class EventReader(CaseNode day, int number)
{
    private const int MostOnAnItem = 3;

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

        foreach (var score in new[] { Score("phq9", InstrumentCode.Phq9, 9), Score("gad7", InstrumentCode.Gad7, 7), Score("wsas", InstrumentCode.Wsas, 5) }.OfType<ScoreRecorded>())
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
        return age is null && preference is null && answers.Length == 0
            ? null
            : new CircumstancesAnswered(age, preference ?? Preference.NotStated, [.. answers.Select(each => new CircumstanceAnswer(each.Question, each.Answer))]);
    }

    private static ProblemDescribed Problem(CaseNode problem)
    {
        var described = new ProblemDescribed(
            problem.Word<Problem>("is") ?? SteppedCare.Problem.NoDescriptor,
            (problem.YesNo("assigned") ?? true) ? DescriptorStatus.ClinicianAssigned : DescriptorStatus.Provisional);
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

    // phq9: 12 is a total alone; phq9: [..] are items, 'x' not answered, 'n' not applicable; phq9: {total: 12, item9: 0} are items that fit.
    private ScoreRecorded? Score(string key, InstrumentCode instrument, int items)
    {
        switch (day.Node(key))
        {
            case null:
                return null;
            case YamlScalarNode:
                return new ScoreRecorded(instrument, [], day.Number(key) * 1000);
            case YamlSequenceNode list:
                return new ScoreRecorded(instrument, [.. list.Children.Select(Item)], null);
            case var node when instrument == InstrumentCode.Phq9:
                var totals = day.Within(node);
                var (total, item9) = (totals.Number("total") ?? -1, totals.Number("item9") ?? -1);
                totals.RefuseTheRest();
                return Spread(totals, total, item9, items);
            default:
                day.Fault($"'{key}' wants a total or a list of items.", day.LineOf(key));
                return null;
        }
    }

    private static ScoreRecorded? Spread(CaseNode totals, int total, int item9, int items)
    {
        var rest = total - item9;
        if (item9 is < 0 or > MostOnAnItem || rest < 0 || rest > (items - 1) * MostOnAnItem)
        {
            totals.Fault("wants a total, and an item9 of 0 to 3 that fits it.");
            return null;
        }

        var answers = ImmutableArray.CreateBuilder<ItemAnswer>(items);
        for (var left = items - 1; left > 0; left--)
        {
            var share = Math.Min(MostOnAnItem, (rest + left - 1) / left);
            answers.Add(ItemAnswer.Of(share));
            rest -= share;
        }

        answers.Add(ItemAnswer.Of(item9));
        return new ScoreRecorded(InstrumentCode.Phq9, answers.ToImmutable(), null);
    }

    private ItemAnswer Item(YamlNode node)
    {
        var text = node.ToString();
        if (text is "x" or "n")
        {
            return text == "x" ? ItemAnswer.Unanswered : ItemAnswer.NotApplicable;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 200)
        {
            return ItemAnswer.Of(value);
        }

        day.Fault($"item '{text}' is neither a number nor x (not answered) nor n (not applicable).", (int)node.Start.Line);
        return ItemAnswer.Unanswered;
    }

    private static ImmutableArray<(T Question, Answer Answer)> Answers<T>(CaseNode node)
        where T : struct, Enum
    {
        var answers = ImmutableArray.CreateBuilder<(T, Answer)>();
        foreach (var (key, value) in node.All())
        {
            if (!Words.TryParse<T>(key, out var question))
            {
                node.Fault($"'{key}' is no {typeof(T).Name}.", (int)value.Start.Line);
            }
            else if (Words.TryParse<Answer>(value.ToString(), out var answer))
            {
                answers.Add((question, answer));
            }
            else
            {
                node.Fault($"'{key}' wants yes, no or declined.", (int)value.Start.Line);
            }
        }

        return answers.ToImmutable();
    }
}
