using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>A small course of which everything is known: referred, seen twice, ended.</summary>
internal static class ACourse
{
    internal static Course Whole() => new()
    {
        Number = 17,
        Person = new Person
        {
            Episode = "c1-17",
            AgeYears = 70,
            Problem = Problem.Depression,
            Preference = Preference.TalkingTherapy,
            Circumstances = [(Circumstance.DigitalAccess, Answer.No)],
            Works = false,
            Audit = new AuditAnswers { AgeBand = "65-74" },
        },
        Therapy = "CBT",
        Source = ReferralSource.PrimaryCare,
        PriorCourses = [new DeclaredCourse(Step.Low, 5, 100, Answer.No), new DeclaredCourse(Step.High, 8, null, Answer.Unspecified)],
        Entry = new Measures(new(12, [2, 2, 2, 2, 2, 2, 0, 0, 0]), new(8, []), new(6, [null, 2, 2, 2, 0])),
        FirstStep = Step.High,
        Sittings =
        [
            Sitting(20, Attendance.Attended) with { BeginsStage = true, Measures = new Measures(new(5, []), new(4, []), new(3, [])) },
            Sitting(27, Attendance.DidNotAttend),
            Sitting(34, Attendance.PersonCancelled),
        ],
        EndDay = 40,
        EndReason = EndReason.CompletedByAgreement,
    };

    internal static Sitting Sitting(int day, Attendance attendance) => new()
    {
        Day = day,
        Type = AppointmentType.Treatment,
        Attendance = attendance,
        Step = Step.High,
        TherapyCode = 304891004,
        DeliveryMode = DeliveryMode.Video,
        BeginsStage = false,
        Measures = null,
    };
}
