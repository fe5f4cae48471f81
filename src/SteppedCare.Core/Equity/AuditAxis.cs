namespace SteppedCare;

/// <summary>
/// What an equity report tells people apart by. The numbers are those of the contract's audit attributes and are written into stores: never changed, never used
/// again. No rule can read any of it: policies see public members of this assembly alone, and there is none.
/// </summary>
internal enum AuditAxis
{
    AgeBand = 1,
    Gender = 2,
    Ethnicity = 3,
    SexualOrientation = 4,
    Religion = 5,
    Disability = 6,
    LongTermCondition = 7,
    DeprivationDecile = 8,
    ArmedForces = 9,
    Language = 10,
    Perinatal = 11,
}

/// <summary>A group of an axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Code">The code as it was told; empty where none was recorded.</param>
internal readonly record struct GroupPlace(AuditAxis Axis, string Code);
