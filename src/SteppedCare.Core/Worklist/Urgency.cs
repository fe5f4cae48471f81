namespace SteppedCare;

/// <summary>How soon somebody must act: the class of a task's kind, in the order of the worklist. The numbers are stored, and those of the contract.</summary>
internal enum Urgency
{
    /// <summary>None; never of a task.</summary>
    None = 0,

    /// <summary>The duty clinician, now.</summary>
    Crisis = 1,

    /// <summary>A clinician, today.</summary>
    SameDay = 2,

    /// <summary>The safeguarding lead, within hours.</summary>
    Safeguarding = 3,

    /// <summary>Somebody asks what nobody knows yet.</summary>
    AskRisk = 4,

    /// <summary>A clinician asks about risk before care moves on.</summary>
    BeforeNextStep = 5,

    /// <summary>The course of care stands still: reviews and waits.</summary>
    ReviewOrWait = 6,
}

/// <summary>The class of each kind.</summary>
internal static class Urgencies
{
    /// <summary>Safeguarding, with hours to go, comes before a question that has days. That nobody closed a risk task in time is a matter of the day, as is any kind about danger that has no class of its own.</summary>
    internal static Urgency Of(TaskKind kind) => kind switch
    {
        TaskKind.None => Urgency.None,
        TaskKind.CrisisNow => Urgency.Crisis,
        TaskKind.SameDay or TaskKind.RiskTaskLate => Urgency.SameDay,
        TaskKind.Safeguarding => Urgency.Safeguarding,
        TaskKind.AskRisk => Urgency.AskRisk,
        TaskKind.BeforeNextStep => Urgency.BeforeNextStep,
        _ when EpisodeTask.IsRisk(kind) => Urgency.SameDay,
        _ => Urgency.ReviewOrWait,
    };
}
