namespace SteppedCare;

/// <summary>How a fault is answered.</summary>
internal enum FaultKind
{
    /// <summary>What was told cannot be so, whatever was told before.</summary>
    Invalid,

    /// <summary>It speaks of something that does not exist.</summary>
    NotFound,

    /// <summary>It could be, but not after what was told before.</summary>
    Precondition,

    /// <summary>The name is taken.</summary>
    AlreadyExists,
}

/// <summary>Why an event is refused.</summary>
internal enum EventFaultReason
{
    /// <summary>A field is missing, out of range or contradicts another.</summary>
    InvalidField,

    /// <summary>A date after the civil date of now.</summary>
    FutureDate,

    /// <summary>The history would be longer than any course of care.</summary>
    TooManyEvents,

    /// <summary>The episode does not exist and the first event is not its referral.</summary>
    UnknownEpisode,

    /// <summary>A correction or withdrawal names an event that was never told.</summary>
    UnknownEvent,

    /// <summary>The episode has its referral.</summary>
    SecondReferral,

    /// <summary>It happened before the referral.</summary>
    BeforeReferral,

    /// <summary>It happened after the end.</summary>
    AfterEnd,

    /// <summary>The event it names was withdrawn.</summary>
    VoidedEvent,

    /// <summary>The event it names cannot be changed in this way.</summary>
    NotCorrectable,

    /// <summary>An event of that id was told before.</summary>
    DuplicateEventId,
}

/// <summary>Something wrong with a told event.</summary>
/// <param name="Reason">Why, for programs.</param>
/// <param name="Path">Where, such as <c>events[2].corrected.event_id</c>.</param>
/// <param name="Message">Why, for people; never with a value.</param>
internal readonly record struct EventFault(EventFaultReason Reason, string Path, string Message)
{
    internal FaultKind Kind => Reason switch
    {
        EventFaultReason.UnknownEpisode or EventFaultReason.UnknownEvent => FaultKind.NotFound,
        EventFaultReason.SecondReferral or EventFaultReason.BeforeReferral or EventFaultReason.AfterEnd
            or EventFaultReason.VoidedEvent or EventFaultReason.NotCorrectable => FaultKind.Precondition,
        EventFaultReason.DuplicateEventId => FaultKind.AlreadyExists,
        _ => FaultKind.Invalid,
    };
}
