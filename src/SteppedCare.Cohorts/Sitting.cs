namespace SteppedCare.Cohorts;

/// <summary>An appointment that was booked, and what became of it.</summary>
internal sealed record Sitting
{
    /// <summary>Days since the referral. Two appointments never share a day.</summary>
    public required int Day { get; init; }

    public required AppointmentType Type { get; init; }

    public required Attendance Attendance { get; init; }

    /// <summary>The intensity of what was given or booked; unspecified for an assessment and where nobody recorded it.</summary>
    public required Step Step { get; init; }

    /// <summary>SNOMED CT; 0 when none was stated.</summary>
    public required long TherapyCode { get; init; }

    public required DeliveryMode DeliveryMode { get; init; }

    /// <summary>True when a stage of care at <see cref="Step"/> begins with this appointment. A stray contact of another intensity begins none.</summary>
    public required bool BeginsStage { get; init; }

    /// <summary>The questionnaires answered for it; null when it was missed or nobody measured.</summary>
    public required Measures? Measures { get; init; }

    public bool Attended => Attendance is Attendance.Attended or Attendance.AttendedLate;

    /// <summary>An attended appointment with treatment in it (NHS AppType 02, 03, 05).</summary>
    public bool Treated =>
        Attended && Type is (AppointmentType.Treatment or AppointmentType.AssessmentAndTreatment or AppointmentType.ReviewAndTreatment);

    public CancelledBy CancelledBy => Attendance switch
    {
        Attendance.PersonCancelled => CancelledBy.Person,
        Attendance.ServiceCancelled => CancelledBy.Service,
        _ => CancelledBy.Unspecified,
    };
}
