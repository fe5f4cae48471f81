namespace SteppedCare;

// The numbers of these lists are written into trajectories and equal those of the protos: never changed, never reused.

/// <summary>An answer to a yes/no question, where not having been asked differs from no.</summary>
public enum Answer
{
    /// <summary>Nothing was stated.</summary>
    NotStated = 0,

    /// <summary>Yes.</summary>
    Yes = 1,

    /// <summary>No.</summary>
    No = 2,

    /// <summary>Asked; the person preferred not to answer. Counts as not stated, and is listed as declined.</summary>
    Declined = 3,
}

/// <summary>What a risk answer is about. Facts as stated; never a level of risk (NICE NG225 1.6).</summary>
public enum RiskTopic
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Thoughts of ending their life.</summary>
    Ideation = 1,

    /// <summary>A plan to end their life.</summary>
    Plan = 2,

    /// <summary>The means are at hand.</summary>
    Means = 3,

    /// <summary>Intends to act.</summary>
    Intent = 4,

    /// <summary>Life is in danger now.</summary>
    ImmediateDanger = 5,

    /// <summary>An attempt within the last days.</summary>
    RecentAttempt = 6,

    /// <summary>Any earlier attempt.</summary>
    PastAttempt = 7,

    /// <summary>Self-harm.</summary>
    SelfHarm = 8,

    /// <summary>Voices that command harm.</summary>
    CommandHallucinations = 9,

    /// <summary>Psychotic symptoms.</summary>
    PsychoticSymptoms = 10,

    /// <summary>Thoughts of harming others.</summary>
    HarmToOthers = 11,

    /// <summary>Serious self-neglect.</summary>
    SelfNeglect = 12,

    /// <summary>Use of substances that adds to danger.</summary>
    SubstanceUse = 13,

    /// <summary>Nobody to turn to.</summary>
    Isolation = 14,

    /// <summary>Thoughts of harming a baby or oneself after birth.</summary>
    PostnatalHarm = 15,

    /// <summary>A child or adult may be at risk of harm.</summary>
    Safeguarding = 16,

    /// <summary>Domestic abuse.</summary>
    DomesticAbuse = 17,

    /// <summary>Something or somebody that keeps the person safe. Recorded for clinicians; no rule reads it.</summary>
    ProtectiveFactors = 18,
}

/// <summary>A circumstance that was asked about or stated, other than risk.</summary>
public enum Circumstance
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Psychosis is the present main problem.</summary>
    Psychosis = 1,

    /// <summary>Bipolar disorder.</summary>
    Bipolar = 2,

    /// <summary>An active eating disorder.</summary>
    EatingDisorder = 3,

    /// <summary>Dependence on a substance is the primary problem.</summary>
    SubstanceDependence = 4,

    /// <summary>Reads comfortably in a language the materials exist in.</summary>
    ReadsComfortably = 5,

    /// <summary>Has a device, data and the confidence to use them.</summary>
    DigitalAccess = 6,

    /// <summary>Has a private space to talk in.</summary>
    PrivateSpace = 7,

    /// <summary>Speaks a language the service works in.</summary>
    SpeaksServiceLanguage = 8,

    /// <summary>An interpreter is booked.</summary>
    InterpreterBooked = 9,

    /// <summary>Hearing, sight, movement, learning or neurodivergent needs ask for an adapted format.</summary>
    NeedsAdaptedFormat = 10,

    /// <summary>Wants to stop.</summary>
    WantsToStop = 11,

    /// <summary>The goals agreed at the start are met.</summary>
    GoalsMet = 12,

    /// <summary>Wants lighter care to keep what was gained.</summary>
    WantsMaintenance = 13,

    /// <summary>Trauma with severe dissociation.</summary>
    Dissociation = 14,

    /// <summary>Dementia is the main problem.</summary>
    Dementia = 15,

    /// <summary>Symptoms below the cut-offs have persisted although they were watched.</summary>
    PersistentSymptoms = 16,

    /// <summary>A validated stratification model that the service has adopted expects a poor outcome at low intensity.</summary>
    PoorPrognosis = 17,

    /// <summary>Complex needs. One of seven criteria that suggest step 4, as the six below.</summary>
    ComplexNeeds = 18,

    /// <summary>Several or frequent recurrences.</summary>
    FrequentRecurrences = 19,

    /// <summary>Several traumas, or abuse in childhood.</summary>
    MultipleTrauma = 20,

    /// <summary>Responded poorly to CBT before.</summary>
    PoorResponseToCbt = 21,

    /// <summary>Sustained impact on daily life.</summary>
    SustainedImpact = 22,

    /// <summary>Several diagnoses.</summary>
    SeveralDiagnoses = 23,

    /// <summary>Has lasted for more than twelve months.</summary>
    LongerThanAYear = 24,
}

/// <summary>What kind of help the person asks for.</summary>
public enum Preference
{
    /// <summary>None stated.</summary>
    NotStated = 0,

    /// <summary>Asked, and has no preference.</summary>
    NoPreference = 1,

    /// <summary>Guided self-help with a practitioner.</summary>
    GuidedSelfHelp = 2,

    /// <summary>A supported digital programme.</summary>
    DigitalTherapy = 3,

    /// <summary>Talking with a therapist.</summary>
    TalkingTherapy = 4,

    /// <summary>A group.</summary>
    GroupTherapy = 5,
}

/// <summary>What a consent is about.</summary>
public enum ConsentScope
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Recommendations prepared by this service. Refused: only the safety rules run, and a person decides.</summary>
    AutomatedSupport = 1,

    /// <summary>Use of the record for reports and improvement. Does not change any decision.</summary>
    DataUse = 2,
}
