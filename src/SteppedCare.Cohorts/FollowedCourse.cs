using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>
/// The same referral where the service asks a policy and does what it advises. Who the person is, how far they get, when they can come and how they answer to a
/// therapy are as in practice; where care begins, when it is looked at, and when it changes or ends are the policy's. Steps are always recorded here.
/// A course is played once, by one thread, turn by turn.
/// </summary>
internal sealed class FollowedCourse
{
    // Whoever is not to be looked at within a year is not watched any more.
    private const int LongestWatch = 365;

    private readonly CohortParameters _parameters;
    private readonly Habits _habits;
    private readonly Course _practice;
    private readonly Fate _fate;
    private readonly Func<Draw, Chance> _draws;
    private readonly StepTherapies _therapies;
    private readonly Chance _later;
    private readonly Answers _answers;
    private readonly List<Sitting> _sittings = [];
    private readonly Reviewing _reviewing;
    private int _told;

    /// <param name="parameters">Of the cohort.</param>
    /// <param name="habits">Of the service.</param>
    /// <param name="practice">The course as practised.</param>
    /// <param name="fate">What was settled of it.</param>
    /// <param name="draws">Its streams of chance.</param>
    internal FollowedCourse(CohortParameters parameters, Habits habits, Course practice, Fate fate, Func<Draw, Chance> draws)
    {
        (_parameters, _habits, _practice, _fate, _draws) = (parameters, habits, practice, fate, draws);
        _later = draws(Draw.LaterStep);
        _therapies = new StepTherapies(parameters, fate.Therapy);
        _answers = new Answers(parameters, practice.Person.Works, draws(Draw.Answers));
        _reviewing = new Reviewing(habits);
        Latent = Latent.Drawn(draws(Draw.Severity));
        Severity = Severity.Of(fate.Therapy, Latent);

        // The first answers come from this stream in practice, too.
        _ = fate.Answered ? _answers.At(Severity.Start, Severity.WsasStart) : null;
        Course = practice with { Sittings = [], FirstStep = Step.Unspecified };
    }

    /// <summary>As it came to be; whole after the last turn.</summary>
    internal Course Course { get; private set; }

    private Latent Latent { get; }

    private Severity Severity { get; set; }

    /// <summary>Turn by turn; the last is the end of care.</summary>
    internal IEnumerable<Turn> Turns()
    {
        var triage = default(Advice);
        yield return new Turn(0, DecisionCall.Triage, [])
        {
            Hear = advice =>
            {
                triage = advice;
                return new Acts(ClosesTasks: true, Begins ? Reviewing.Entry(advice, Placed(advice)) : null);
            },
        };
        var step = Placed(triage!);
        foreach (var turn in _fate.Reach == Reach.Finished ? Cared(step) : Unfinished(step))
        {
            yield return turn;
        }

        Course = _practice with
        {
            Sittings = [.. _sittings],
            FirstStep = _sittings.FirstOrDefault(sitting => sitting.BeginsStage)?.Step ?? Step.Unspecified,
            EndDay = _reviewing.Day,
            EndReason = _reviewing.Ended ?? _practice.EndReason,
        };
        yield return Asked(DecisionCall.Unspecified);
    }

    private bool Begins => _fate.Reach is Reach.OneSession or Reach.Finished;

    // Where the policy leaves it to a clinician, care begins as in practice.
    private Step Placed(Advice advice) => advice is { Outcome: Outcome.Enter, Step: not Step.Unspecified } ? advice.Step
        : _practice.FirstStep != Step.Unspecified ? _practice.FirstStep
        : _fate.Therapy.Step != Step.Unspecified ? _fate.Therapy.Step
        : Step.Low;

    // Whoever does not come again does not come to another step either; they are looked at all the same until the referral is closed.
    private IEnumerable<Turn> Unfinished(Step step)
    {
        _reviewing.Begin();
        var therapy = _therapies.First(step, _later);
        foreach (var sitting in _practice.Sittings.Select(sitting => At(step, therapy, sitting)))
        {
            foreach (var turn in LooksBefore(sitting.Day))
            {
                yield return turn;
            }

            Take(sitting);
        }

        foreach (var turn in LooksBefore(_practice.EndDay))
        {
            yield return turn;
        }

        _reviewing.Day = _practice.EndDay;
    }

    // Whoever comes once comes to the step that was advised; an assessment is none.
    private static Sitting At(Step step, TherapyParameters therapy, Sitting sitting)
    {
        if (sitting.Type == AppointmentType.Assessment)
        {
            return sitting;
        }

        return step is Step.Low or Step.High
            ? sitting with { Step = step, TherapyCode = therapy.CodeAt(step), BeginsStage = sitting.Attended }
            : sitting with { Type = AppointmentType.Assessment, Step = step, TherapyCode = 0, BeginsStage = sitting.Attended };
    }

    // Step after step, until one ends care.
    private IEnumerable<Turn> Cared(Step first)
    {
        var stay = new Stay(first, _draws(Draw.Calendar), _therapies.First(first, _later), Wait: null);
        Severity = _therapies.IsPractised(first) ? Severity : Severity.From(Severity.Start, Severity.WsasStart, stay.Therapy, Latent);
        for (var steps = 1; ; steps++)
        {
            foreach (var turn in stay.Step is Step.Low or Step.High ? Treated(stay) : Watched(stay))
            {
                yield return turn;
            }

            if (_reviewing.Next is not { } next || steps == _habits.MostSteps)
            {
                break;
            }

            // What a second therapy does for somebody whom the first did not help is not published: its response is drawn as anybody's (judgement).
            var latent = Latent.Drawn(_later);
            stay = new Stay(next, _later, _therapies.Later(next, _later), _habits.DaysToNextStep);
            Severity = Severity.From(Latest ?? Severity.Start, Severity.WsasEnd, stay.Therapy, latent);
        }
    }

    private IEnumerable<Turn> Treated(Stay stay)
    {
        _reviewing.Begin();
        var visits = new Visits(_parameters, stay, _reviewing.Day);
        for (var contact = 0; contact < visits.Sessions; contact++)
        {
            var isLast = contact == visits.Sessions - 1;
            foreach (var sitting in visits.Next(contact, way => _fate.Paired ? _answers.On(Severity, way) : null))
            {
                foreach (var turn in LooksBefore(sitting.Day))
                {
                    yield return turn;
                }

                if (_reviewing.IsOver)
                {
                    yield break;
                }

                Take(sitting);
            }

            foreach (var turn in AfterSession(isLast))
            {
                yield return turn;
            }

            if (_reviewing.IsOver)
            {
                yield break;
            }
        }

        // Closed before anybody had to look again.
        _reviewing.End(Math.Clamp(_reviewing.LookAgain - _reviewing.Day - 1, 0, _later.Between(0, Care.LongestWaitToEnd)));
    }

    // Whoever leaves on their own account leaves; an end that was agreed is asked about.
    private IEnumerable<Turn> AfterSession(bool isLast)
    {
        var isAgreed = isLast && _practice.EndReason is not (EndReason.EndedEarlierThanPlanned or EndReason.EndedEarlierThanWished);
        return _reviewing.IsDue || isAgreed ? Reviewed(isAgreed) : [];
    }

    private IEnumerable<Turn> LooksBefore(int day)
    {
        while (!_reviewing.IsOver && _reviewing.LookAgain < day)
        {
            _reviewing.Day = _reviewing.LookAgain;
            foreach (var turn in Reviewed(endsAsPlanned: false))
            {
                yield return turn;
            }
        }
    }

    // A question about risk comes first: once a person has looked, it is asked again.
    private IEnumerable<Turn> Reviewed(bool endsAsPlanned)
    {
        var isAgain = false;
        var asksAgain = true;
        while (asksAgain)
        {
            asksAgain = false;
            var turn = Asked(DecisionCall.Review);
            yield return turn with
            {
                Hear = advice =>
                {
                    asksAgain = advice.RiskFirst && !isAgain;
                    return new Acts(ClosesTasks: true, asksAgain ? null : _reviewing.Hear(advice, endsAsPlanned));
                },
            };
            isAgain = true;
        }
    }

    // Monitored: seen when the policy looks again, and never treated. At step 4 another team takes over.
    private IEnumerable<Turn> Watched(Stay stay)
    {
        _reviewing.Begin();
        var visits = new Visits(_parameters, stay, _reviewing.Day);
        Severity = Severity.Untreated();
        Take(visits.Assessment(_fate.Paired ? _answers.On(Severity, 0.5) : null));
        if (stay.Step != Step.Monitor)
        {
            _reviewing.End(0, EndReason.ReferredOn);
            yield break;
        }

        for (var check = 1; check <= _habits.MostChecks && _reviewing.LookAgain - _reviewing.Day <= LongestWatch; check++)
        {
            Take(visits.Check(_reviewing.LookAgain, _fate.Paired ? _answers.On(Severity, 0.5) : null));
            foreach (var turn in Reviewed(endsAsPlanned: check == _habits.MostChecks))
            {
                yield return turn;
            }

            if (_reviewing.IsOver)
            {
                yield break;
            }
        }

        _reviewing.End(0, EndReason.AdviceAndSupport);
    }

    private void Take(Sitting sitting)
    {
        _sittings.Add(sitting);
        _reviewing.See(sitting);
    }

    private Turn Asked(DecisionCall question)
    {
        var since = _sittings[_told..].ToImmutableArray();
        _told = _sittings.Count;
        return new Turn(_reviewing.Day, question, since) { Hear = _ => new Acts(false, null) };
    }

    private Pair? Latest => _sittings.LastOrDefault(sitting => sitting.Measures is not null)?.Measures!.Pair;
}
