using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>The appointments of one referral as they are booked, one after the other.</summary>
/// <param name="parameters">Of the cohort.</param>
/// <param name="chance">For the calendar.</param>
/// <param name="day">The day from which the first wait counts; 0: the referral.</param>
internal sealed class Diary(CohortParameters parameters, Chance chance, int day = 0)
{
    private const int Week = 7;
    private const double Weekly = 0.7;
    private const double Late = 0.03;

    // Days from the referral to the first treatment, 2024-25: 81.4 % within 28, 91.6 % within 42, 95.0 % within 56, 97.7 % within 90, 98.7 % within 126.
    private static readonly Shares<(int Least, int Most)> s_firstWaits = new(
        ((3, 28), 81.4), ((29, 42), 10.2), ((43, 56), 3.4), ((57, 90), 2.7), ((91, 126), 1.0), ((127, 250), 1.3));

    // Days from the first to the second, 2024-25: 40.1 % within 28, 21.7 % to 56, 14.5 % to 90, 23.7 % longer. The longest is judgement.
    private static readonly Shares<(int Least, int Most)> s_secondWaits = new(((5, 28), 40.1), ((29, 56), 21.7), ((57, 90), 14.5), ((91, 180), 23.7));

    private readonly Shares<Attendance> _reasons = new(
        (Attendance.DidNotAttend, parameters.DidNotAttend), (Attendance.PersonCancelled, parameters.PersonCancelled),
        (Attendance.ServiceCancelled, parameters.ServiceCancelled));

    private readonly ImmutableArray<Sitting>.Builder _booked = ImmutableArray.CreateBuilder<Sitting>();

    /// <summary>The day of the latest appointment; before there is one, the day it began from.</summary>
    internal int Day { get; private set; } = day;

    internal ImmutableArray<Sitting> Booked => _booked.ToImmutable();

    internal int FirstWait() => Within(s_firstWaits.Drawn(chance));

    internal int SecondWait() => Within(s_secondWaits.Drawn(chance));

    /// <summary>An appointment that was kept so many days after the latest, and before it those missed, a week apart, as far as there is room.</summary>
    internal void KeepAfter(int days, Sitting appointment)
    {
        var kept = Day + days;
        for (var weeks = Math.Min(Misses(), (days - 1) / Week); weeks > 0; weeks--)
        {
            Miss(kept - weeks * Week - Day, Reason(), appointment);
        }

        Keep(kept, appointment);
    }

    /// <summary>The next appointment that was kept, weekly or fortnightly as a rule (judgement), and before it those missed.</summary>
    internal void KeepNext(Sitting appointment)
    {
        for (var misses = Misses(); misses > 0; misses--)
        {
            Miss(Week, Reason(), appointment);
        }

        Keep(Day + (chance.Happens(Weekly) ? Week : 2 * Week), appointment);
    }

    /// <summary>An appointment so many days after the latest that was not kept.</summary>
    internal void Miss(int days, Attendance reason, Sitting appointment)
    {
        Day += days;
        _booked.Add(appointment with { Day = Day, Attendance = reason, BeginsStage = false, Measures = null });
    }

    private void Keep(int day, Sitting appointment)
    {
        Day = day;
        _booked.Add(appointment with { Day = day, Attendance = chance.Happens(Late) ? Attendance.AttendedLate : Attendance.Attended });
    }

    // How many appointments in a row are missed before one is kept.
    private int Misses() => chance.Geometric(parameters.Missed / (1 - parameters.Missed));

    private Attendance Reason() => _reasons.Drawn(chance);

    private int Within((int Least, int Most) band) => chance.Between(band.Least, band.Most);
}
