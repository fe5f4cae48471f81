using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Appointments and steps: what was attended, what was missed, and where care stands.</summary>
internal sealed class Sessions
{
    private readonly ImmutableArray<HistoryEvent> _contacts;

    internal Sessions(ImmutableArray<HistoryEvent> events)
    {
        _contacts = [.. events.Where(told => told.Content is Contact)];
        Treatments = [.. _contacts.Where(told => IsAttended(told) && IsTreatment(told))];
        var starts = events.Where(told => told.Content is StepStarted).ToList();
        Start = starts.LastOrDefault();
        TreatmentsAtStep = Start is { } start ? [.. Treatments.Where(told => IsAtStep(told, start, starts.Count == 1))] : [];
    }

    /// <summary>Attended treatment appointments (NHS: attendance 5 or 6; appointment 02, 03 or 05), in order.</summary>
    internal ImmutableArray<HistoryEvent> Treatments { get; }

    /// <summary>Those since the present step started.</summary>
    internal ImmutableArray<HistoryEvent> TreatmentsAtStep { get; }

    /// <summary>The start of the present step; null when none has started.</summary>
    internal HistoryEvent? Start { get; }

    internal Step Step => Start is { Content: StepStarted started } ? started.Step : Step.None;

    internal DateOnly? LastAttended => _contacts.LastOrDefault(IsAttended)?.HappenedOn;

    /// <summary>Missed in a row up to now (codes 3 and 7); cancellations neither count nor end the row.</summary>
    internal int MissedInARow => Missed.Count();

    /// <summary>The sessions of that row, the latest first.</summary>
    internal IEnumerable<HistoryEvent> Missed => _contacts.Reverse()
        .TakeWhile(told => !IsAttended(told))
        .Where(told => told.Content is Contact { Attendance: Attendance.DidNotAttend or Attendance.LateNotSeen });

    private static bool IsAttended(HistoryEvent told) => told.Content is Contact { Attendance: Attendance.Attended or Attendance.AttendedLate };

    private static bool IsTreatment(HistoryEvent told) =>
        told.Content is Contact { Appointment: AppointmentType.Treatment or AppointmentType.AssessmentAndTreatment or AppointmentType.ReviewAndTreatment };

    // On the day a step starts, what came before the start belongs to the step before; the first step has none before it, however the day was told.
    private static bool IsAtStep(HistoryEvent told, HistoryEvent start, bool onlyStep) =>
        told.HappenedOn > start.HappenedOn
        || (told.HappenedOn == start.HappenedOn && (onlyStep || (told.At ?? TimeOnly.MinValue, told.Told).CompareTo((start.At ?? TimeOnly.MinValue, start.Told)) > 0));
}
