namespace SteppedCare;

// The numbers of these lists are written into records and equal those of the protos: never changed, never reused.

/// <summary>What a decision recommends. A closed list.</summary>
public enum Outcome
{
    /// <summary>None; never in a decision.</summary>
    None = 0,

    /// <summary>Care begins, at the step given.</summary>
    Enter = 1,

    /// <summary>Carry on at the present step.</summary>
    Continue = 2,

    /// <summary>One step up the ladder.</summary>
    StepUp = 3,

    /// <summary>One step down the ladder.</summary>
    StepDown = 4,

    /// <summary>End well, with a plan against relapse.</summary>
    Discharge = 5,

    /// <summary>A supervisor looks at this within days.</summary>
    UrgentReview = 6,

    /// <summary>A clinician decides.</summary>
    HumanReview = 7,

    /// <summary>Another service fits better.</summary>
    OutOfScope = 8,

    /// <summary>An answer that is missing could have changed the recommendation; the provisional one is given with it.</summary>
    InsufficientData = 9,

    /// <summary>The policy gave no answer: a fault, or no rule held. Goes to a human.</summary>
    Indeterminate = 10,
}

/// <summary>Something a clinician should know beside the recommendation.</summary>
public enum Flag
{
    /// <summary>None; never in a decision.</summary>
    None = 0,

    /// <summary>A risk task comes first; the recommendation stands beneath it, for after. Never instead of care.</summary>
    RiskFirst = 1,

    /// <summary>Care goes on without a score for the last session.</summary>
    ContinueUnmeasured = 2,

    /// <summary>Above the expected-response curve.</summary>
    NotOnTrack = 3,

    /// <summary>Longer at low intensity than its ceiling.</summary>
    OverStay = 4,

    /// <summary>Reliably better on one measure and reliably worse on another.</summary>
    ConflictingChange = 5,

    /// <summary>Was below the cut-offs at the start, so that recovery is not defined.</summary>
    StartedBelowCaseness = 6,

    /// <summary>A measure lacks its first or last score: no outcome can be claimed.</summary>
    Unpaired = 7,

    /// <summary>The person chose this: declined, stopped, or refused automated support.</summary>
    ByChoice = 8,

    /// <summary>A score was completed by averaging over unanswered items.</summary>
    ProRated = 9,

    /// <summary>A step started that no confirmed decision recommended.</summary>
    UnconfirmedStart = 10,

    /// <summary>Look again sooner than usual.</summary>
    EarlyReview = 11,

    /// <summary>A cut-off or reliable change of the paired measure is reported without a readable source.</summary>
    UnverifiedMeasure = 12,

    /// <summary>The measure paired with PHQ-9 is another than at the latest decision.</summary>
    PairChanged = 13,

    /// <summary>The first score was taken more than four weeks before the first treatment session.</summary>
    StaleBaseline = 14,

    /// <summary>A mean was told with fewer than two decimals.</summary>
    RoundedScore = 15,
}

/// <summary>A human act with a time box. One open per episode and kind; closed only by a named person with a reason.</summary>
public enum TaskKind
{
    /// <summary>None; never raised.</summary>
    None = 0,

    /// <summary>Crisis: the duty clinician, now; contingency numbers shown at once.</summary>
    CrisisNow = 1,

    /// <summary>A clinician contacts the person today: within 8 hours.</summary>
    SameDay = 2,

    /// <summary>A clinician asks about risk before the next step: within 7 days.</summary>
    BeforeNextStep = 3,

    /// <summary>Somebody asks the risk question that was left unanswered: within 7 days.</summary>
    AskRisk = 4,

    /// <summary>A child or adult may be at risk of harm: the safeguarding lead, within 8 hours.</summary>
    Safeguarding = 5,

    /// <summary>A review is due.</summary>
    ReviewDue = 6,

    /// <summary>The first treatment appointment is awaited too long.</summary>
    FirstTreatmentWait = 7,

    /// <summary>The second treatment appointment is awaited too long.</summary>
    SecondAppointmentWait = 8,

    /// <summary>No contact for too long.</summary>
    NoContact = 9,

    /// <summary>A supervisor or clinician looks at this case.</summary>
    ClinicianReview = 10,

    /// <summary>A higher step was decided and has not started.</summary>
    StepUpWait = 11,

    /// <summary>Sessions in a row have no score.</summary>
    ScoresMissing = 12,

    /// <summary>Care has lasted longer at this step than it should.</summary>
    StepOutgrown = 13,

    /// <summary>A risk task is open past its time box: within 8 hours somebody who leads sees to it.</summary>
    RiskTaskLate = 14,

    /// <summary>What the latest decision rested on was told otherwise.</summary>
    DecideAgain = 15,

    /// <summary>The latest decision is neither confirmed nor overridden.</summary>
    ConfirmationWait = 16,

    /// <summary>Sessions in a row were missed.</summary>
    ReachOut = 17,
}

/// <summary>A way of giving care. Preferring or excluding one never changes the step.</summary>
public enum Format
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A digital programme.</summary>
    Digital = 1,

    /// <summary>A printed book or workbook.</summary>
    Book = 2,

    /// <summary>A group.</summary>
    Group = 3,

    /// <summary>Telephone.</summary>
    Telephone = 4,

    /// <summary>In the same room.</summary>
    InPerson = 5,

    /// <summary>With an interpreter.</summary>
    Interpreted = 6,

    /// <summary>Adapted to a sensory, motor, learning or neurodivergent need.</summary>
    Adapted = 7,
}

/// <summary>What a clinician must have gone through before a decision can be confirmed as recommended.</summary>
public enum Checklist
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>NG222 1.9.1: personal, social and environmental causes; other conditions; missed sessions and adherence.</summary>
    ReasonsForNonResponse = 1,
}
