namespace SteppedCare;

/// <summary>
/// How soon a person must act on each kind of task, in one place. Durations, not opening hours: a task raised on Friday night is due on Saturday.
/// Source: domain section 6 (crisis at once, same day, safeguarding) and section 7 of the pathway's own working rules (a week for everything else); judgements.
/// </summary>
public static class TimeBoxes
{
    /// <summary>From the moment it is raised to the moment by which a person must have acted.</summary>
    public static TimeSpan Of(TaskKind kind) => kind switch
    {
        TaskKind.CrisisNow => TimeSpan.Zero,
        TaskKind.SameDay or TaskKind.Safeguarding or TaskKind.RiskTaskLate => TimeSpan.FromHours(8),
        TaskKind.None => throw new ArgumentOutOfRangeException(nameof(kind)),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>What the task asks for, where the policy does not say it in its own words.</summary>
    public static string ActOf(TaskKind kind) => kind switch
    {
        TaskKind.CrisisNow => "The duty clinician acts now; show the crisis numbers",
        TaskKind.SameDay => "A clinician contacts the person today",
        TaskKind.BeforeNextStep => "A clinician asks about risk before the next step",
        TaskKind.AskRisk => "Ask the person about thoughts of death or self-harm; nobody has an answer",
        TaskKind.Safeguarding => "The safeguarding lead looks at this today",
        TaskKind.ReviewDue => "Review this person's care",
        TaskKind.FirstTreatmentWait => "Offer the first treatment appointment",
        TaskKind.SecondAppointmentWait => "Offer the second treatment appointment",
        TaskKind.NoContact => "Contact the person; nothing was heard for too long",
        TaskKind.ClinicianReview => "A clinician looks at this case",
        TaskKind.StepUpWait => "Offer the first appointment at the higher step; it was decided and has not started",
        TaskKind.ScoresMissing => "Ask for the questionnaires; the last sessions have no score",
        TaskKind.StepOutgrown => "Decide whether this step is still the right one; care has lasted longer at it than it should",
        TaskKind.RiskTaskLate => "Whoever leads today sees to the risk task that nobody closed in time",
        TaskKind.DecideAgain => "Ask for a decision again; what the latest one rested on was told otherwise",
        TaskKind.ConfirmationWait => "Confirm the latest decision, or override it",
        TaskKind.ReachOut => "Reach out to the person; sessions in a row were missed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
