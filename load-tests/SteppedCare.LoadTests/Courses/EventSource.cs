using System.Globalization;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Courses;

/// <summary>What happens in a course of care, drawn from a seed. Dates lie between the referral and yesterday, so that no clock can call them future.</summary>
internal sealed class EventSource(Random chance, DateOnly yesterday, long firstMark)
{
    /// <summary>How long ago referrals are.</summary>
    internal const int DaysSinceReferral = 60;

    private const int Phq9Items = 9;
    private const int Gad7Items = 7;
    private long _mark = firstMark;

    internal CourseOfCare Begin(string name, bool shared) => new(name, shared, yesterday.AddDays(-DaysSinceReferral), 0.4 + 2.2 * chance.NextDouble());

    /// <summary>The referral and what a first contact asks: the first thing told of an episode.</summary>
    internal IEnumerable<Event> Opening(CourseOfCare course)
    {
        yield return On(course.ReferredOn, told => told.ReferralReceived = new ReferralReceived { Source = ReferralSource.SelfReferral });
        yield return On(course.ReferredOn, told => told.CircumstancesAnswered = new CircumstancesAnswered { AgeYears = chance.Next(18, 90) });
        yield return On(course.ReferredOn, told => told.ScoreRecorded = Phq9(course.Severity));
        yield return On(course.ReferredOn, told => told.ScoreRecorded = Gad7(course.Severity));
    }

    /// <summary>A session with its questionnaires.</summary>
    internal IEnumerable<Event> Session(CourseOfCare course)
    {
        var date = SomeDay(course);
        var severity = course.Severity * (0.6 + 0.6 * chance.NextDouble());
        yield return On(date, told => told.ScoreRecorded = Phq9(severity));
        yield return On(date, told => told.ScoreRecorded = Gad7(severity));
        yield return On(date, told => told.Contact = Attended());
    }

    /// <summary>Something smaller: an appointment, an answer about risk or circumstances, the plan explained.</summary>
    internal Event Smaller(CourseOfCare course) => chance.Next(10) switch
    {
        < 4 => On(SomeDay(course), told => told.Contact = Attended()),
        < 6 => On(SomeDay(course), told => told.ScoreRecorded = Gad7(course.Severity)),
        < 7 => On(SomeDay(course), told => told.PlanExplained = new PlanExplained { Understood = Answer.Yes, Accepted = Answer.Yes }),
        < 8 => On(SomeDay(course), told => told.StepStarted = new StepStarted { Step = Step.Low }),
        < 9 => On(SomeDay(course), told => told.CircumstancesAnswered = Circumstances()),
        _ => On(SomeDay(course), told => told.RiskAnswered = Risk()),
    };

    /// <summary>A correction of a PHQ-9 that was told before.</summary>
    internal Event Correction(CourseOfCare course, string place)
    {
        var replacement = new Event { HappenedOn = Text(SomeDay(course)), ScoreRecorded = Phq9(course.Severity) };
        return On(yesterday, told => told.Corrected = new Corrected { EventId = place, Replacement = replacement });
    }

    /// <summary>The withdrawal of an event that was told before.</summary>
    internal Event Withdrawal(string place) =>
        On(yesterday, told => told.Voided = new Voided { EventId = place, Reason = VoidReason.EnteredInError });

    // No two contacts of a run are the same, so that a doubled one cannot pass for another.
    private Contact Attended() => new()
    {
        AppointmentType = AppointmentType.Treatment,
        Attendance = Attendance.Attended,
        DeliveryMode = DeliveryMode.Video,
        TherapyCode = _mark++,
    };

    private CircumstancesAnswered Circumstances()
    {
        var circumstances = new CircumstancesAnswered { Preference = (Preference)chance.Next(1, 6) };
        circumstances.Answers.Add(new CircumstanceAnswer { Circumstance = Circumstance.DigitalAccess, Answer = chance.Next(2) == 0 ? Answer.Yes : Answer.No });
        return circumstances;
    }

    private RiskAnswered Risk()
    {
        var risk = new RiskAnswered();
        risk.Answers.Add(new RiskAnswer { Topic = RiskTopic.Ideation, Answer = chance.Next(3) == 0 ? Answer.Yes : Answer.No });
        risk.Answers.Add(new RiskAnswer { Topic = RiskTopic.Plan, Answer = chance.Next(12) == 0 ? Answer.Yes : Answer.No });
        return risk;
    }

    private ScoreRecorded Phq9(double severity)
    {
        var score = Items(Instrument.Phq9, Phq9Items - 1, severity);
        score.Items.Add(new ItemAnswer { Value = chance.Next(6) == 0 ? chance.Next(1, 4) : 0 });
        return score;
    }

    private ScoreRecorded Gad7(double severity) => Items(Instrument.Gad7, Gad7Items, severity);

    private ScoreRecorded Items(Instrument instrument, int count, double severity)
    {
        var score = new ScoreRecorded { Instrument = instrument };
        for (var item = 0; item < count; item++)
        {
            score.Items.Add(new ItemAnswer { Value = Math.Clamp((int)Math.Round(severity + chance.NextDouble() - 0.5), 0, 3) });
        }

        return score;
    }

    private DateOnly SomeDay(CourseOfCare course) => course.ReferredOn.AddDays(chance.Next(1, DaysSinceReferral));

    private static Event On(DateOnly date, Action<Event> say)
    {
        var told = new Event { HappenedOn = Text(date) };
        say(told);
        return told;
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
