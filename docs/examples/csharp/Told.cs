using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.V1;

namespace SteppedCare.Examples;

/// <summary>What the portal tells. No request has an id of ours: the client gives each one before it is sent.</summary>
internal static class Told
{
    internal static readonly int[] Stuck = [2, 2, 2, 2, 1, 1, 1, 1, 0];
    internal static readonly int[] Well = [0, 0, 1, 0, 0, 0, 0, 0, 0];
    internal static readonly int[] ThoughtsOfDeath = [2, 2, 2, 2, 1, 1, 1, 1, 2];

    internal static TriageRequest Triage(string episode)
    {
        const string Day = "2026-02-09";
        return new()
        {
            Service = "demo",
            Episode = episode,
            AsOf = At(Day),
            Events = { Referral("2026-02-02"), Phq9(Day, Stuck), Total(Day, Instrument.Gad7, 9), Total(Day, Instrument.Wsas, 14) },
        };
    }

    internal static ReviewRequest Review(string episode, string day, params Event[] events) =>
        new() { Service = "demo", Episode = episode, AsOf = At(day), Events = { events } };

    internal static EvaluateRequest WhatIf(string episode, string day, params Event[] events) =>
        new() { Service = "demo", Episode = episode, Call = DecisionCall.Review, AsOf = At(day), Events = { events } };

    internal static RecordEventsRequest Record(string episode, params Event[] events) => new() { Service = "demo", Episode = episode, Events = { events } };

    internal static Event Referral(string day) => new() { HappenedOn = day, ReferralReceived = new() { Source = ReferralSource.SelfReferral } };

    internal static Event Started(string day, Step step) => new() { HappenedOn = day, StepStarted = new() { Step = step } };

    internal static Event Attended(string day) => Contact(day, Attendance.Attended);

    internal static Event Missed(string day) => Contact(day, Attendance.DidNotAttend);

    internal static Event[] Session(string day, int[] answers) => [Attended(day), Phq9(day, answers), Total(day, Instrument.Gad7, 9)];

    internal static string NewEpisode(string kind) => $"{kind}-{Guid.CreateVersion7()}";

    private static Event Contact(string day, Attendance attendance) =>
        new() { HappenedOn = day, Contact = new() { AppointmentType = AppointmentType.Treatment, Attendance = attendance } };

    private static Event Phq9(string day, int[] answers) => new()
    {
        HappenedOn = day,
        ScoreRecorded = new() { Instrument = Instrument.Phq9, Items = { answers.Select(points => new ItemAnswer { Value = points }) } },
    };

    private static Event Total(string day, Instrument instrument, double points) =>
        new() { HappenedOn = day, ScoreRecorded = new() { Instrument = instrument, Total = points } };

    private static Timestamp At(string day) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse($"{day}T17:00:00Z", CultureInfo.InvariantCulture));
}
