using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Events as portals tell them; each says only what matters to a test. Referred on 2 November, first asked on the 9th.</summary>
internal static class A
{
    internal const string Referred = "2026-11-02";
    internal const string Asked = "2026-11-09";

    internal static Wire.Event Referral => new() { HappenedOn = Referred, ReferralReceived = new() { Source = Wire.ReferralSource.SelfReferral } };

    /// <summary>A first-time self-referral as in the README: ENTER LOW.</summary>
    internal static Wire.Event[] Mild => [Referral, Phq9(12), Gad7(9), Wsas(14)];

    /// <summary>As mild, but thoughts of death on more than half the days: the same step, and a task before it.</summary>
    internal static Wire.Event[] MildWithRisk => [Referral, Phq9(12, item9: 2), Gad7(9), Wsas(14)];

    /// <summary>Nine answers that add up to this, the last being item 9.</summary>
    internal static Wire.Event Phq9(int total, int item9 = 0)
    {
        var items = new int[9];
        for (var point = 0; point < total - item9; point++)
        {
            items[point % 8]++;
        }

        items[8] = item9;
        return Phq9Items([.. items.Select(value => (double?)value)]);
    }

    /// <summary>Answers as given; null where the person left one out.</summary>
    internal static Wire.Event Phq9Items(params double?[] values) => Items(Wire.Instrument.Phq9, values);

    /// <summary>Answers as given; null where the person left one out.</summary>
    internal static Wire.Event Items(Wire.Instrument instrument, params double?[] values)
    {
        var score = new Wire.ScoreRecorded { Instrument = instrument };
        foreach (var value in values)
        {
            score.Items.Add(value is { } points ? new Wire.ItemAnswer { Value = points } : new Wire.ItemAnswer());
        }

        return new() { HappenedOn = Asked, ScoreRecorded = score };
    }

    /// <summary>WSAS of somebody to whom work does not apply.</summary>
    internal static Wire.Event WsasWithoutWork(params double?[] otherFour)
    {
        var told = Items(Wire.Instrument.Wsas, [null, .. otherFour]);
        told.ScoreRecorded.Items[0].NotApplicable = true;
        return told;
    }

    internal static Wire.Event Gad7(double total) => Total(Wire.Instrument.Gad7, total);

    internal static Wire.Event Wsas(double total) => Total(Wire.Instrument.Wsas, total);

    internal static Wire.Event Total(Wire.Instrument instrument, double total, string version = "", Wire.ItemSet set = Wire.ItemSet.Unspecified) =>
        new() { HappenedOn = Asked, ScoreRecorded = new() { Instrument = instrument, Total = total, Version = version, ItemSet = set } };

    /// <summary>A problem that a clinician assigned.</summary>
    internal static Wire.Event Described(Wire.Problem problem) =>
        new() { HappenedOn = Asked, ProblemDescribed = new() { Problem = problem, Status = Wire.DescriptorStatus.ClinicianAssigned, AssignedBy = "dr-a" } };

    internal static Wire.Event Session(Wire.Attendance attendance = Wire.Attendance.Attended) =>
        new() { HappenedOn = Asked, Contact = new() { AppointmentType = Wire.AppointmentType.Treatment, Attendance = attendance } };

    /// <summary>An attended session with both scores of that day.</summary>
    internal static Wire.Event[] Measured(string date, int phq9, int gad7) => new[] { Session(), Phq9(phq9), Gad7(gad7) }.On(date);

    /// <summary>Four low-intensity sessions that changed nothing: STEP_UP, after a checklist.</summary>
    internal static Wire.Event[] FourSessionsWithoutResponse =>
    [
        Started(Wire.Step.Low), .. Measured("2026-11-10", 12, 9), .. Measured("2026-11-12", 12, 9), .. Measured("2026-11-16", 12, 9), .. Measured("2026-11-18", 12, 9),
    ];

    internal static Wire.Event Started(Wire.Step step) => new() { HappenedOn = Asked, StepStarted = new() { Step = step } };

    internal static Wire.Event Said(Wire.RiskTopic topic, Wire.Answer answer) => new() { HappenedOn = Asked, RiskAnswered = new() { Answers = { new Wire.RiskAnswer { Topic = topic, Answer = answer } } } };

    internal static Wire.Event Circumstances(params (Wire.Circumstance Circumstance, Wire.Answer Answer)[] answers)
    {
        var told = new Wire.CircumstancesAnswered();
        told.Answers.AddRange(answers.Select(each => new Wire.CircumstanceAnswer { Circumstance = each.Circumstance, Answer = each.Answer }));
        return new() { HappenedOn = Asked, CircumstancesAnswered = told };
    }

    internal static Wire.Event Prefers(Wire.Preference preference) => new() { HappenedOn = Asked, CircumstancesAnswered = new() { Preference = preference } };

    internal static Wire.Event Aged(int years) => new() { HappenedOn = Asked, CircumstancesAnswered = new() { AgeYears = years } };

    internal static Wire.Event Trauma(string on) => new() { HappenedOn = Asked, CircumstancesAnswered = new() { TraumaOn = on } };

    internal static Wire.Event ReferredAfter(params Wire.PriorCourse[] courses)
    {
        var told = Referral;
        told.ReferralReceived.PriorCourses.AddRange(courses);
        return told;
    }

    internal static Wire.Event AutomatedSupport(bool given) =>
        new() { HappenedOn = Asked, ConsentChanged = new() { Scope = Wire.ConsentScope.AutomatedSupport, Given = given } };

    internal static Wire.Event End => new() { HappenedOn = Asked, EpisodeEnded = new() { Reason = Wire.EndReason.CompletedByAgreement } };

    internal static Wire.Event Correction(string of, Wire.Event replacement) =>
        new() { HappenedOn = replacement.HappenedOn, Corrected = new() { EventId = of, Replacement = replacement } };

    internal static Wire.Event Withdrawal(string of) => new() { HappenedOn = Asked, Voided = new() { EventId = of, Reason = Wire.VoidReason.EnteredInError } };

    internal static Wire.Event On(this Wire.Event told, string date)
    {
        told.HappenedOn = date;
        return told;
    }

    internal static Wire.Event Named(this Wire.Event told, string id)
    {
        told.Id = id;
        return told;
    }

    internal static T On<T>(this T events, string date)
        where T : IEnumerable<Wire.Event>
    {
        foreach (var told in events)
        {
            told.On(date);
        }

        return events;
    }
}
