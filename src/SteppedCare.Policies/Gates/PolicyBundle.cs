namespace SteppedCare.Policies;

/// <summary>The files of a revision that is to be judged.</summary>
/// <param name="Label">The policy and the version it is to have.</param>
/// <param name="Script">policy.csx.</param>
/// <param name="Cases">cases.yaml; empty when there is none.</param>
/// <param name="Invariants">invariants.csx of the policy; empty when there is none.</param>
/// <param name="Readme">README.md; empty when there is none.</param>
internal sealed record PolicyBundle(PolicyLabel Label, string Script, string Cases, string Invariants, string Readme)
{
    /// <summary>The version of the language that the script is written in: of a published revision, the one that it was published with.</summary>
    public int LanguageVersion { get; init; } = Policies.LanguageVersion.Current;

    /// <summary>The script as it is compiled.</summary>
    internal PolicySource Source => new(PolicyLibrary.ScriptName, Script, LanguageVersion);
}
