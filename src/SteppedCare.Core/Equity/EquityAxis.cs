namespace SteppedCare;

/// <summary>What a report on equity shows groups of: the attributes as they are told, and two of them gathered into fewer. The numbers are the contract's.</summary>
internal enum EquityAxis
{
    /// <summary>Not said.</summary>
    None = 0,

    Age = 1,
    Gender = 2,

    /// <summary>The five groups.</summary>
    EthnicGroup = 3,

    /// <summary>The categories of 2001.</summary>
    Ethnicity = 4,

    SexualOrientation = 5,
    Religion = 6,
    Disability = 7,
    LongTermCondition = 8,

    /// <summary>Fifths, the first the most deprived.</summary>
    DeprivationQuintile = 9,

    /// <summary>Tenths, the first the most deprived.</summary>
    DeprivationDecile = 10,

    ArmedForces = 11,
    Language = 12,
    Perinatal = 13,
}
