namespace SteppedCare;

// The numbers of these lists are written into trajectories and equal those of the protos: never changed, never reused.

/// <summary>Who referred the person. Coded after the NHS source-of-referral groups.</summary>
public enum ReferralSource
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>The person referred themself.</summary>
    SelfReferral = 1,

    /// <summary>A general practitioner or another primary-care professional.</summary>
    PrimaryCare = 2,

    /// <summary>Another mental-health service.</summary>
    MentalHealthService = 3,

    /// <summary>A hospital or another health service.</summary>
    OtherHealthService = 4,

    /// <summary>Social care, employer, school, voluntary sector and everyone else.</summary>
    Other = 5,
}

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

/// <summary>Whether a problem descriptor stands.</summary>
public enum DescriptorStatus
{
    /// <summary>No descriptor: the normal state at triage.</summary>
    None = 0,

    /// <summary>Somebody's first guess; no rule for a disorder uses it.</summary>
    Provisional = 1,

    /// <summary>Assigned by a clinician after a clinician-led assessment.</summary>
    ClinicianAssigned = 2,
}

/// <summary>The problem that care is for, by the NHS descriptor. Assigned by a clinician, never inferred.</summary>
public enum Problem
{
    /// <summary>None assigned: 46.7 % of referrals in 2024-25.</summary>
    NoDescriptor = 0,

    /// <summary>Depressive episode or recurrent depression (F32, F33).</summary>
    Depression = 1,

    /// <summary>Generalised anxiety disorder (F41.1).</summary>
    GeneralisedAnxiety = 2,

    /// <summary>Mixed anxiety and depression (F41.2).</summary>
    MixedAnxietyDepression = 3,

    /// <summary>Panic disorder (F41.0).</summary>
    Panic = 4,

    /// <summary>Agoraphobia (F40.0).</summary>
    Agoraphobia = 5,

    /// <summary>Social anxiety (F40.1).</summary>
    SocialAnxiety = 6,

    /// <summary>Specific phobia (F40.2).</summary>
    SpecificPhobia = 7,

    /// <summary>Obsessive-compulsive disorder (F42).</summary>
    ObsessiveCompulsive = 8,

    /// <summary>Post-traumatic stress disorder (F43.1).</summary>
    PostTraumaticStress = 9,

    /// <summary>Health anxiety (F45.2).</summary>
    HealthAnxiety = 10,

    /// <summary>Body dysmorphic disorder (SNOMED 83482000).</summary>
    BodyDysmorphia = 11,

    /// <summary>Irritable bowel syndrome (K58).</summary>
    IrritableBowel = 12,

    /// <summary>Chronic fatigue (G93.3).</summary>
    ChronicFatigue = 13,

    /// <summary>Medically unexplained symptoms (SNOMED 723916001).</summary>
    UnexplainedSymptoms = 14,

    /// <summary>Any other problem.</summary>
    OtherProblem = 15,
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

/// <summary>Why an event no longer counts.</summary>
public enum VoidReason
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Entered by mistake.</summary>
    EnteredInError = 1,

    /// <summary>Belongs to another person.</summary>
    WrongPerson = 2,

    /// <summary>Recorded twice.</summary>
    Duplicate = 3,
}

/// <summary>Why an episode ended (NHS EndCode).</summary>
public enum EndReason
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Not suitable, no action taken (10).</summary>
    NotSuitable = 10,

    /// <summary>Signposted elsewhere (11).</summary>
    Signposted = 11,

    /// <summary>Discharged by mutual agreement after advice and support (12).</summary>
    AdviceAndSupport = 12,

    /// <summary>Referred to another therapy service (13).</summary>
    ReferredOn = 13,

    /// <summary>Suitable, but declined treatment (14).</summary>
    DeclinedTreatment = 14,

    /// <summary>Incomplete assessment: dropped out (16).</summary>
    IncompleteAssessment = 16,

    /// <summary>Died, assessed only (17).</summary>
    DiedAfterAssessment = 17,

    /// <summary>Mutually agreed completion of treatment (46).</summary>
    CompletedByAgreement = 46,

    /// <summary>Ended earlier than the clinician planned (47).</summary>
    EndedEarlierThanPlanned = 47,

    /// <summary>Ended earlier than the person wished (48).</summary>
    EndedEarlierThanWished = 48,

    /// <summary>Died during treatment (49).</summary>
    DiedInTreatment = 49,

    /// <summary>Not assessed (50).</summary>
    NotAssessed = 50,

    /// <summary>Ended, reason not known after assessment (95).</summary>
    NotKnownAssessed = 95,

    /// <summary>Ended, reason not known after treatment (96).</summary>
    NotKnownTreated = 96,
}
