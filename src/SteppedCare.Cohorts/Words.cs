namespace SteppedCare.Cohorts;

// The words that invented people and their care are told in. Names and numbers are the contract's, and so Core's (a test compares them): whoever tells a course
// to either casts. Members that no course uses are left out.

public enum ReferralSource
{
    Unspecified = 0,
    SelfReferral = 1,
    PrimaryCare = 2,
    MentalHealthService = 3,
    OtherHealthService = 4,
    Other = 5,
}

public enum AppointmentType
{
    Unspecified = 0,
    Assessment = 1,
    Treatment = 2,
    AssessmentAndTreatment = 3,
    Review = 4,
    ReviewAndTreatment = 5,
    FollowUp = 6,
}

public enum Attendance
{
    Unspecified = 0,
    PersonCancelled = 2,
    DidNotAttend = 3,
    ServiceCancelled = 4,
    Attended = 5,
    AttendedLate = 6,
    LateNotSeen = 7,
}

public enum DeliveryMode
{
    Unspecified = 0,
    FaceToFace = 1,
    Telephone = 2,
    Video = 3,
    Group = 4,
}

public enum CancelledBy
{
    Unspecified = 0,
    Person = 1,
    Service = 2,
}

public enum Problem
{
    Unspecified = 0,
    Depression = 1,
    GeneralisedAnxiety = 2,
    MixedAnxietyDepression = 3,
    Panic = 4,
    Agoraphobia = 5,
    SocialAnxiety = 6,
    SpecificPhobia = 7,
    ObsessiveCompulsive = 8,
    PostTraumaticStress = 9,
    HealthAnxiety = 10,
    OtherProblem = 15,
}

public enum Preference
{
    Unspecified = 0,
    NoPreference = 1,
    GuidedSelfHelp = 2,
    DigitalTherapy = 3,
    TalkingTherapy = 4,
    GroupTherapy = 5,
}

public enum Answer
{
    Unspecified = 0,
    Yes = 1,
    No = 2,
}

public enum Circumstance
{
    Unspecified = 0,
    ReadsComfortably = 5,
    DigitalAccess = 6,
    PrivateSpace = 7,
    SpeaksServiceLanguage = 8,
}

public enum EndReason
{
    Unspecified = 0,
    NotSuitable = 10,
    Signposted = 11,
    AdviceAndSupport = 12,
    ReferredOn = 13,
    DeclinedTreatment = 14,
    IncompleteAssessment = 16,
    CompletedByAgreement = 46,
    EndedEarlierThanPlanned = 47,
    EndedEarlierThanWished = 48,
    NotAssessed = 50,
    NotKnownAssessed = 95,
    NotKnownTreated = 96,
}

public enum Step
{
    Unspecified = 0,
    Monitor = 1,
    Low = 2,
    High = 3,
    Specialist = 4,
}

public enum Recommended
{
    Unspecified = 0,
    Enter = 1,
    Continue = 2,
    StepUp = 3,
    StepDown = 4,
    Discharge = 5,
    UrgentReview = 6,
    HumanReview = 7,
    OutOfScope = 8,
    InsufficientData = 9,
    Indeterminate = 10,
}

public enum OverrideReason
{
    Unspecified = 0,
    PersonsChoice = 1,
    ClinicalJudgement = 2,
    DataInDoubt = 5,
}

public enum TaskKind
{
    Unspecified = 0,
    CrisisNow = 1,
    SameDay = 2,
    BeforeNextStep = 3,
    AskRisk = 4,
    Safeguarding = 5,
}

public enum TaskCloseReason
{
    Unspecified = 0,
    PersonContacted = 1,
    QuestionAnswered = 4,
    SafeguardingReferred = 5,
    Done = 7,
}

public enum Question
{
    Unspecified = 0,
    Triage = 1,
    Review = 2,
}
