namespace SteppedCare.Policies;

/// <summary>The meaning of facts and operators. A change of meaning is a new version, and the old one keeps working, so a digest answers the same for ever.</summary>
public static class LanguageVersion
{
    /// <summary>The version that new scripts are written in.</summary>
    public const int Current = 1;
}
