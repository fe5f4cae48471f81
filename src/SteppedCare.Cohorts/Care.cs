using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>The appointments of one referral, from the wait for the first to the last.</summary>
internal sealed class Care
{
    // Judgement, all five.
    internal const double AssessedApart = 0.4;
    private const double UnseenButBooked = 0.3;
    private const double LeftWithoutWord = 0.25;
    private const int LongestUnseen = 60;
    internal const int LongestWaitToEnd = 14;

    private static readonly Shares<DeliveryMode> s_modes = new((DeliveryMode.Telephone, 45), (DeliveryMode.Video, 35), (DeliveryMode.FaceToFace, 20));

    private readonly CohortParameters _parameters;
    private readonly TherapyParameters _therapy;
    private readonly bool _recorded;
    private readonly Chance _chance;
    private readonly Diary _diary;
    private readonly DeliveryMode _mode;

    /// <param name="parameters">Of the cohort.</param>
    /// <param name="therapy">The kind of course.</param>
    /// <param name="recorded">True when somebody recorded steps and therapies.</param>
    /// <param name="chance">For the calendar.</param>
    internal Care(CohortParameters parameters, TherapyParameters therapy, bool recorded, Chance chance)
    {
        (_parameters, _therapy, _recorded, _chance) = (parameters, therapy, recorded, chance);
        _diary = new Diary(parameters, chance);
        _mode = ModeOf(therapy, chance);
    }

    /// <summary>How the sessions of a course take place.</summary>
    internal static DeliveryMode ModeOf(TherapyParameters therapy, Chance chance) =>
        therapy.Delivery == DeliveryMode.Unspecified ? s_modes.Drawn(chance) : therapy.Delivery;

    /// <summary>How much of the way from start to end a session is (domain 8.4).</summary>
    internal static double WayOf(int contact, int sessions) => NaturalLogarithm.Of(contact + 1) / NaturalLogarithm.Of(sessions);

    /// <summary>The day the referral is closed, once its appointments are known.</summary>
    internal int EndDay() => _diary.Day + _chance.Between(0, _diary.Booked.IsEmpty ? LongestUnseen : LongestWaitToEnd);

    /// <summary>Every appointment of a referral that got so far.</summary>
    /// <param name="reach">How far it got.</param>
    /// <param name="measure">The questionnaires at so much of the way from start to end; null from a person who answers none after the first.</param>
    internal ImmutableArray<Sitting> Of(Reach reach, Func<double, Measures?> measure)
    {
        var wait = _diary.FirstWait();
        switch (reach)
        {
            case Reach.NotAssessed when _chance.Happens(UnseenButBooked):
                _diary.Miss(wait, Attendance.DidNotAttend, Assessment());
                break;
            case Reach.AssessedOnly:
                _diary.KeepAfter(wait, Assessment() with { Measures = Measured(measure, 0) });
                break;
            case Reach.OneSession:
                Treat(wait, 1, measure);
                if (_chance.Happens(LeftWithoutWord))
                {
                    _diary.Miss(_diary.SecondWait(), Attendance.DidNotAttend, Treatment(_diary.Booked[^1].Step));
                }

                break;
            case Reach.Finished:
                Treat(wait, int.MaxValue, measure);
                break;
        }

        return _diary.Booked;
    }

    private void Treat(int wait, int most, Func<double, Measures?> measure)
    {
        var stages = Stages.Of(_therapy, _parameters.Mixtures, _chance);
        var sessions = stages.Contacts.Length;
        for (var contact = 0; contact < Math.Min(sessions, most); contact++)
        {
            var last = contact == sessions - 1;
            var appointment = Treatment(stages.Contacts[contact]) with
            {
                Measures = last ? measure(1) : Measured(measure, WayOf(contact, sessions)),
                BeginsStage = _recorded && (contact == 0 || contact == stages.Second),
            };
            Book(contact, wait, stages, appointment, measure);
        }
    }

    private void Book(int contact, int wait, Stages stages, Sitting appointment, Func<double, Measures?> measure)
    {
        if (contact == 0 && _chance.Happens(AssessedApart))
        {
            _diary.KeepAfter(wait / 2, Assessment() with { Measures = Measured(measure, 0) });
            _diary.KeepAfter(wait - wait / 2, appointment);
        }
        else if (contact == 0)
        {
            _diary.KeepAfter(wait, appointment with { Type = AppointmentType.AssessmentAndTreatment });
        }
        else if (contact == 1)
        {
            _diary.KeepAfter(_diary.SecondWait(), appointment);
        }
        else if (contact == stages.Second)
        {
            // The wait between stages is not published by length; as the first (judgement).
            _diary.KeepAfter(_diary.FirstWait(), appointment);
        }
        else
        {
            _diary.KeepNext(appointment);
        }
    }

    private Measures? Measured(Func<double, Measures?> measure, double way) => _chance.Happens(_parameters.Unmeasured) ? null : measure(way);

    private Sitting Assessment() => Treatment(Step.Unspecified) with { Type = AppointmentType.Assessment };

    private Sitting Treatment(Step step) => new()
    {
        Day = 0,
        Type = AppointmentType.Treatment,
        Attendance = Attendance.Unspecified,
        Step = _recorded ? step : Step.Unspecified,
        TherapyCode = !_recorded ? 0 : _therapy.CodeAt(step),
        DeliveryMode = _mode,
        BeginsStage = false,
        Measures = null,
    };
}
