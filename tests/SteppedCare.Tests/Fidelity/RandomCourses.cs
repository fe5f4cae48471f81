using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

/// <summary>Courses of care from a seed in which whatever may be without something else is at times. Nothing that they say is pinned, unlike <see cref="SampledCourses"/>.</summary>
internal sealed class RandomCourses(int seed)
{
    private static readonly Circumstance[] s_circumstances =
    [
        Circumstance.ReadsComfortably, Circumstance.DigitalAccess, Circumstance.PrivateSpace, Circumstance.SpeaksServiceLanguage, Circumstance.InterpreterBooked, Circumstance.NeedsAdaptedFormat,
    ];

    private static readonly (Outcome Outcome, Step Step)[] s_answers =
    [
        (Outcome.Enter, Step.Monitor), (Outcome.Enter, Step.Low), (Outcome.Enter, Step.High), (Outcome.Enter, Step.Specialist), (Outcome.OutOfScope, Step.None),
        (Outcome.UrgentReview, Step.None), (Outcome.HumanReview, Step.None), (Outcome.InsufficientData, Step.None), (Outcome.Indeterminate, Step.None),
    ];

    private static readonly DeliveryMode[] s_modes = [DeliveryMode.FaceToFace, DeliveryMode.Telephone, DeliveryMode.Video, DeliveryMode.InternetLog];
    private static readonly long[] s_therapies = [0, 748051000000105, 304891004];
    private static readonly EndReason[] s_ends = [EndReason.CompletedByAgreement, EndReason.EndedEarlierThanPlanned, EndReason.NotSuitable];

    // By how much a score moves from one session to the next.
    private static readonly int[] s_moves = [-12, -7, -3, -1, 0, 1, 4, 8];

    private readonly Random _random = new(seed);
    private (int Depression, int Anxiety) _scores;
    private bool _isMeasured, _isStepRecorded;

    internal EpisodeHistory Next()
    {
        var story = Begun();
        _scores = (_random.Next(28), _random.Next(22));
        (_isMeasured, _isStepRecorded) = (Happens(75), Happens(75));
        AnswerQuestions(story);
        if (Happens(70))
        {
            Advise(story, _random.Next(60));
        }

        var day = _random.Next(5) switch { 0 => 29 + _random.Next(30), 1 => 60 + _random.Next(60), 2 => 130 + _random.Next(60), _ => _random.Next(28) };
        for (var stays = _random.Next(1, 4); stays > 0; stays--)
        {
            day = Stay(story, day);
        }

        return (Happens(75) ? story.End(day + _random.Next(40), Pick(s_ends)) : story).History;
    }

    private void AnswerQuestions(Story story)
    {
        if (Happens(80))
        {
            var preference = Happens(50) ? Preference.NotStated : Pick(Enum.GetValues<Preference>());
            story.Tell(Day(_random.Next(9)), new CircumstancesAnswered(
                null, preference, [.. s_circumstances.Where(_ => Happens(60)).Select(circumstance => new CircumstanceAnswer(circumstance, Pick(Enum.GetValues<Answer>())))]));
        }

        if (Happens(30))
        {
            story.Tell(Day(9), new ConsentChanged(ConsentScope.AutomatedSupport, Happens(50)));
        }

        if (Happens(20))
        {
            story.Tell(Day(9), new StepDeclined(Step.Low));
        }
    }

    private void Advise(Story story, int day)
    {
        var (outcome, step) = Pick(s_answers);
        story.Decide(day, DecisionCall.Triage, step, riskFirst: true, null, outcome, RiskAtTimes());
        if (Happens(50))
        {
            Confirm(story, day + _random.Next(40));
        }
    }

    private TaskKind[] RiskAtTimes() => Happens(30) ? [TaskKind.SameDay] : [];

    private void Confirm(Story story, int day) => story.Confirm(day, Step.High, Pick(Enum.GetValues<OverrideReason>()));

    // Some weeks at a step, or at none that anybody recorded, of one kind of treatment.
    private int Stay(Story story, int day)
    {
        var (mode, therapy) = (Pick(s_modes), Pick(s_therapies));
        if (_isStepRecorded && Happens(90))
        {
            story.Tell(Day(day), new StepStarted((Step)_random.Next(1, 5)));
        }

        for (var acts = Happens(20) ? 14 : _random.Next(6); acts > 0; acts--)
        {
            day += _random.Next(12) switch { 0 => 95, 1 => 60, 2 => 35, _ => _random.Next(1, 15) };
            switch (_random.Next(14))
            {
                case 0:
                    story.Tell(Day(day), new Contact(AppointmentType.Treatment, Pick(Enum.GetValues<Attendance>()), 0, mode, CancelledBy.Unspecified));
                    break;
                case 1:
                    story.Tell(Day(day), new PlanExplained(Answer.Yes, Happens(50) ? Answer.Yes : Answer.No));
                    break;
                case 2:
                    story.Tell(Day(day), new Contact(AppointmentType.Assessment, Attendance.Attended, 0, mode, CancelledBy.Unspecified));
                    break;
                case 3:
                    story.Review(day);
                    break;
                case 4:
                    story.ReviewNotOnTrack(day);
                    break;
                case 5:
                    story.Decide(day, DecisionCall.Review, Step.High, riskFirst: true, null, Outcome.StepUp, RiskAtTimes());
                    break;
                case 6 when story.History.LatestDecision is not null:
                    Confirm(story, day);
                    break;
                default:
                    Treat(story, day, new Contact(AppointmentType.Treatment, Attendance.Attended, therapy, mode, CancelledBy.Unspecified));
                    break;
            }
        }

        return day;
    }

    private void Treat(Story story, int day, Contact contact)
    {
        _scores = (Math.Clamp(_scores.Depression + Pick(s_moves), 0, 27), Math.Clamp(_scores.Anxiety + Pick(s_moves), 0, 21));
        story.Tell(Day(day), [contact, .. (EventContent[])(_isMeasured && Happens(85) ? [Phq9(_scores.Depression), Gad7(_scores.Anxiety)] : Happens(50) ? [Phq9(_scores.Depression)] : [])]);
    }

    private bool Happens(int inHundred) => _random.Next(100) < inHundred;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
