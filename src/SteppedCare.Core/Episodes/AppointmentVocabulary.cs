namespace SteppedCare;

// The numbers of these lists are written into trajectories and equal those of the protos: never changed, never reused.

/// <summary>What an appointment was for (NHS AppType).</summary>
public enum AppointmentType
{
    /// <summary>Not said; refused on a contact.</summary>
    Unspecified = 0,

    /// <summary>Assessment only (01).</summary>
    Assessment = 1,

    /// <summary>Treatment (02).</summary>
    Treatment = 2,

    /// <summary>Assessment and treatment (03).</summary>
    AssessmentAndTreatment = 3,

    /// <summary>Review only (04): counts neither as assessment nor as treatment.</summary>
    Review = 4,

    /// <summary>Review and treatment (05).</summary>
    ReviewAndTreatment = 5,

    /// <summary>Follow-up after treatment (06).</summary>
    FollowUp = 6,
}

/// <summary>What became of an appointment (NHS AttendOrDNACode).</summary>
public enum Attendance
{
    /// <summary>Not said; refused on a contact.</summary>
    Unspecified = 0,

    /// <summary>The person cancelled (2).</summary>
    PersonCancelled = 2,

    /// <summary>Did not attend, no notice (3).</summary>
    DidNotAttend = 3,

    /// <summary>The service cancelled (4).</summary>
    ServiceCancelled = 4,

    /// <summary>Attended on time (5).</summary>
    Attended = 5,

    /// <summary>Arrived late but was seen (6).</summary>
    AttendedLate = 6,

    /// <summary>Arrived late and could not be seen (7).</summary>
    LateNotSeen = 7,
}

/// <summary>How a contact took place.</summary>
public enum DeliveryMode
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>In the same room.</summary>
    FaceToFace = 1,

    /// <summary>By telephone.</summary>
    Telephone = 2,

    /// <summary>By video.</summary>
    Video = 3,

    /// <summary>In a group.</summary>
    Group = 4,

    /// <summary>A log of internet-enabled therapy (IDS205); officially counted as high intensity whatever its dose.</summary>
    InternetLog = 5,

    /// <summary>Text, chat or letter.</summary>
    Written = 6,
}

/// <summary>Who called an appointment off, where somebody did.</summary>
public enum CancelledBy
{
    /// <summary>Nobody, or not said.</summary>
    Unspecified = 0,

    /// <summary>The person in care.</summary>
    Person = 1,

    /// <summary>The service.</summary>
    Service = 2,
}
