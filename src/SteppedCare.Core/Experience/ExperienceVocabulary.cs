namespace SteppedCare;

/// <summary>An answer about choice. The numbers are stored: never changed, never used again.</summary>
internal enum ChoiceAnswer
{
    /// <summary>Not answered.</summary>
    None = 0,

    Yes = 1,

    No = 2,

    NotApplicable = 3,
}

/// <summary>How satisfied: the official score and one. The numbers are stored: never changed, never used again.</summary>
internal enum SatisfactionAnswer
{
    /// <summary>Not answered.</summary>
    None = 0,

    NotAtAll = 1,

    NotSatisfied = 2,

    Neither = 3,

    Mostly = 4,

    Completely = 5,
}

/// <summary>How often it was so: the official score and one. The numbers are stored: never changed, never used again.</summary>
internal enum FrequencyAnswer
{
    /// <summary>Not answered.</summary>
    None = 0,

    Never = 1,

    Rarely = 2,

    Sometimes = 3,

    MostOfTheTime = 4,

    AllOfTheTime = 5,

    NotApplicable = 6,
}

/// <summary>Which questionnaire about the experience of care. The numbers are stored: never changed, never used again.</summary>
internal enum ExperienceKind
{
    /// <summary>Not said.</summary>
    None = 0,

    Assessment = 1,

    Treatment = 2,
}

/// <summary>The questions of both questionnaires. The numbers are part of figures that stores keep: never changed, never used again.</summary>
internal enum ExperienceQuestion
{
    /// <summary>Not said.</summary>
    None = 0,

    Informed = 1,

    Preferred = 2,

    Offered = 3,

    EmploymentCovered = 4,

    Satisfied = 5,

    Listened = 6,

    Understood = 7,

    Involved = 8,

    Helped = 9,

    Confident = 10,

    EmploymentHelped = 11,
}
