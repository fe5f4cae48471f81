namespace SteppedCare;

/// <summary>
/// What a report counts. The numbers are written into the totals that a store keeps: never changed, never used again. Everything is a count of whole things,
/// so that totals add up; a rate is a pair of them (<see cref="Measure"/>).
/// </summary>
internal enum Figure
{
    // In the month of the referral.
    Referred = 1,
    ReferredAgainWithinSixMonths = 2,
    ReferredAgainWithinTwelveMonths = 3,

    // In the month of the first attended treatment; waits are days since the referral.
    Treated = 10,
    TreatedWithin28Days = 11,
    TreatedIn29To56Days = 12,
    TreatedIn57To90Days = 13,
    TreatedAfter90Days = 14,
    TreatedWithin6Weeks = 15,
    TreatedWithin18Weeks = 16,
    PlanExplained = 17,
    PlanAccepted = 18,
    TreatedAtLow = 19,
    StayedTooLong = 20,

    // In the month of the second; waits are days since the first.
    TreatedAgain = 30,
    TreatedAgainWithin28Days = 31,
    TreatedAgainIn29To56Days = 32,
    TreatedAgainIn57To90Days = 33,
    TreatedAgainAfter90Days = 34,

    // In the month of the appointment.
    Booked = 40,
    Missed = 41,
    CancelledByPerson = 42,
    CancelledByService = 43,
    Session = 44,
    SessionMeasured = 45,

    // In the month in which care ended.
    Ended = 50,
    EndedNotSeen = 51,
    EndedNotTreated = 52,
    EndedAfterOneSession = 53,
    Finished = 54,
    FinishedByChoice = 55,

    // Of finished courses, in the month in which care ended.
    StartedBelowCaseness = 60,
    Paired = 61,
    Recovered = 62,
    ReliablyRecovered = 63,
    ReliablyImproved = 64,
    ReliablyDeteriorated = 65,
    NoReliableChange = 66,
    UnpairedWithoutDepressionScore = 67,
    UnpairedWithOneDepressionScore = 68,
    UnpairedWithoutAnxietyScore = 69,
    UnpairedWithOneAnxietyScore = 70,
    FinishedSessions = 71,

    // Of finished courses by the steps that services record.
    LowFirst = 80,
    HighFirst = 81,
    SteppedUp = 82,
    SteppedDown = 83,
    OnlyLow = 84,
    OnlyHigh = 85,
    LowAndHigh = 86,
    StepUnknown = 87,

    // The same by the official map of therapies, where every log of internet therapy is high intensity.
    OfficialLowFirst = 90,
    OfficialHighFirst = 91,
    OfficialSteppedUp = 92,
    OfficialSteppedDown = 93,
    OfficialOnlyLow = 94,
    OfficialOnlyHigh = 95,
    OfficialLowAndHigh = 96,
    OfficialStepUnknown = 97,
    OfficialSteppedUpWithin28Days = 98,
    OfficialSteppedUpWithin90Days = 99,

    // In the month in which a review that was due could last be made. Kept by the day on which that was (Closings).
    ReviewPoint = 110,
    ReviewedAtReviewPoint = 111,

    // In the month in which four weeks are over since the fourth session at low intensity, of those whom it has not helped by then. Kept by the day, too.
    NotHelpedByLow = 112,
    NotHelpedSteppedUp = 113,
    NotHelpedSteppedUpWithin28Days = 114,
    DaysFromNotHelpedToStepUp = 115,

    // In the month in which care began at a step.
    StepBegun = 116,
    StepReviewed = 117,
    StepFoundNotOnTrack = 118,

    // In the month of the first decision of a step that advised the higher one.
    StepUpAdvised = 120,
    StepUpConfirmed = 121,
    StepUpStarted = 122,
    StepUpStartedWithin14Days = 123,
    StepUpStartedWithin28Days = 124,
    StepUpStartedWithin90Days = 125,
    DaysToStepUpConfirmed = 126,
    DaysToStepUpStarted = 127,

    // In the month in which one could last act upon the first review of a step that found the person not on track. Kept by the day, too.
    NotOnTrack = 130,
    NotOnTrackActedUpon = 131,

    // In the month of the decision.
    Decided = 140,
    DecidedRiskFirst = 141,
    Confirmed = 142,
    Accepted = 143,
    ConfirmedWithinSeconds = 144,
    ConfirmedWithinDay = 145,
    ConfirmedWithinWeek = 146,
    DaysToConfirmed = 147,
    OverriddenByPersonsChoice = 151,
    OverriddenByJudgement = 152,
    OverriddenByLifeEvent = 153,
    OverriddenByCapacity = 154,
    OverriddenByDoubtfulData = 155,
    OverriddenOtherwise = 156,

    // As of now, not of a month: never kept, asked when a report is (people by their oldest open risk task).
    RiskOpen = 180,
    RiskOpenOverDay = 181,
    RiskOpenOverWeek = 182,

    // Of groups of people alone, in the month of the referral: what was asked and answered, the last answer counting.
    AskedOfReading = 200,
    ReadsWithDifficulty = 201,
    AskedOfDigitalAccess = 202,
    WithoutDigitalAccess = 203,
    AskedOfPrivateSpace = 204,
    WithoutPrivateSpace = 205,
    AskedOfLanguage = 206,
    SpeaksOtherLanguage = 207,
    InterpreterBooked = 208,
    AskedOfFormat = 209,
    NeedsAdaptedFormat = 210,
    AskedOfPreference = 211,
    PrefersDigital = 212,
    PrefersTalking = 213,
    AskedOfAutomatedSupport = 214,
    RefusedAutomatedSupport = 215,
    DeclinedStep = 216,

    // Of groups of people alone, in the month of the first treatment.
    TreatedWithoutDigitalAccess = 220,
    TreatedWithoutDigitalAccessNorLog = 221,
    TreatedInPersonOrByTelephone = 222,
    TreatedDigitally = 223,

    // In the month in which a questionnaire about the experience of care was completed: people who answered anything of it.
    AnsweredOfAssessment = 230,
    AnsweredOfTreatment = 231,

    // In the month in which care ended.
    SeenAndAnsweredOfAssessment = 232,
    FinishedAndAnsweredOfTreatment = 233,

    // In the month in which the questionnaire was completed: 240, and so many for the question and the answer to it (ExperienceFigures).
    FirstOfExperience = 240,

    // What Closings keeps: these and the day of the month.
    FirstOfNotHelpedByLow = 360,
    FirstOfNotHelpedSteppedUp = 400,
    FirstOfNotHelpedSteppedUpWithin28Days = 440,
    FirstOfDaysFromNotHelpedToStepUp = 480,
    FirstOfReviewPoint = 520,
    FirstOfReviewedAtReviewPoint = 560,
    FirstOfNotOnTrack = 600,
    FirstOfNotOnTrackActedUpon = 640,

    // Of finished courses by the official path: 700, and so many for the path and what it came to (PathFigures).
    FirstOfPaths = 700,

    // In the month of the decision: 1000, and so many for the call, the outcome and the step (FigureOf).
    FirstOfMix = 1000,
}
