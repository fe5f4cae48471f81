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
