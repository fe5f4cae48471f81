using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>The appointments of care at one step, one after the other, as they would come if nobody looked.</summary>
internal sealed class Visits
{
    private readonly CohortParameters _parameters;
    private readonly Stay _stay;
    private readonly Diary _diary;
    private readonly DeliveryMode _mode;
    private readonly int _wait;
    private int _booked;

    /// <param name="parameters">Of the cohort.</param>
    /// <param name="stay">What is planned.</param>
    /// <param name="day">The day from which its wait counts.</param>
    internal Visits(CohortParameters parameters, Stay stay, int day)
    {
        (_parameters, _stay) = (parameters, stay);
        _mode = Care.ModeOf(stay.Therapy, stay.Calendar);
        _diary = new Diary(parameters, stay.Calendar, day);
        _wait = stay.Wait ?? _diary.FirstWait();
        Sessions = Stages.Of(stay.Therapy, parameters.Mixtures, stay.Calendar).Contacts.Length;
    }

    /// <summary>How many sessions the person comes for.</summary>
    internal int Sessions { get; }

    /// <summary>The session with that place, from 0, and those missed before it.</summary>
    internal ImmutableArray<Sitting> Next(int contact, Func<double, Measures?> measure)
    {
        var isLast = contact == Sessions - 1;
        var appointment = Treatment() with
        {
            Measures = isLast ? measure(1) : Measured(measure, Care.WayOf(contact, Sessions)),
            BeginsStage = contact == 0,
        };
        switch (contact)
        {
            // As often assessed apart as in practice.
            case 0 when _stay.Wait is null && _stay.Calendar.Happens(Care.AssessedApart):
                _diary.KeepAfter(_wait / 2, Treatment() with { Type = AppointmentType.Assessment, Step = Step.Unspecified, TherapyCode = 0, Measures = Measured(measure, 0) });
                _diary.KeepAfter(_wait - _wait / 2, appointment);
                break;
            case 0:
                _diary.KeepAfter(Math.Max(1, _wait), _stay.Wait is null ? appointment with { Type = AppointmentType.AssessmentAndTreatment } : appointment);
                break;
            case 1 when _stay.Wait is null:
                _diary.KeepAfter(_diary.SecondWait(), appointment);
                break;
            default:
                _diary.KeepNext(appointment);
                break;
        }

        return Since();
    }

    /// <summary>The first contact of somebody who is not treated at this step.</summary>
    internal Sitting Assessment(Measures? measures) => At(_diary.Day + Math.Max(1, _wait), AppointmentType.Assessment) with { BeginsStage = true, Measures = measures };

    /// <summary>A look at how somebody is.</summary>
    internal Sitting Check(int day, Measures? measures) => At(day, AppointmentType.Review) with { Measures = measures };

    private Measures? Measured(Func<double, Measures?> measure, double way) => _stay.Calendar.Happens(_parameters.Unmeasured) ? null : measure(way);

    private Sitting At(int day, AppointmentType type) => Treatment() with { Day = day, Type = type, Attendance = Attendance.Attended, TherapyCode = 0 };

    private ImmutableArray<Sitting> Since()
    {
        var since = _diary.Booked[_booked..];
        _booked += since.Length;
        return since;
    }

    private Sitting Treatment() => new()
    {
        Day = 0,
        Type = AppointmentType.Treatment,
        Attendance = Attendance.Unspecified,
        Step = _stay.Step,
        TherapyCode = _stay.Therapy.CodeAt(_stay.Step),
        DeliveryMode = _mode,
        BeginsStage = false,
        Measures = null,
    };
}
