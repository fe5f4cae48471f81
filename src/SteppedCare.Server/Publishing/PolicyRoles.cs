using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare.Server.Publishing;

/// <summary>What a person may be to policies.</summary>
internal enum PolicyRole
{
    /// <summary>Writes policies.</summary>
    Author = 1,

    /// <summary>Answers for their safety.</summary>
    ClinicalSafety = 2,
}

/// <summary>Who calls, as far as they said.</summary>
internal sealed record Caller(string Person, ImmutableArray<PolicyRole> Roles);

/// <summary>Which methods need a person, and in which role. A method that is not here only reads, and needs nobody.</summary>
internal static class PolicyRoles
{
    /// <summary>As callers write them.</summary>
    internal static FrozenDictionary<string, PolicyRole> Words { get; } = new Dictionary<string, PolicyRole>
    {
        ["policy-author"] = PolicyRole.Author,
        ["clinical-safety"] = PolicyRole.ClinicalSafety,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By method; any one of the roles will do.</summary>
    internal static FrozenDictionary<string, ImmutableArray<PolicyRole>> Needed { get; } = new Dictionary<string, ImmutableArray<PolicyRole>>
    {
        ["PublishRevision"] = [PolicyRole.Author],
        ["PublishInvariants"] = [PolicyRole.ClinicalSafety],
        ["ApproveRevision"] = [PolicyRole.ClinicalSafety],
        ["RetireRevision"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
        ["SetRollout"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
        ["RollBack"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static string WordOf(PolicyRole role) => Words.Single(word => word.Value == role).Key;
}
