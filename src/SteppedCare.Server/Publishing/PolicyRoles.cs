using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare.Server.Publishing;

/// <summary>What a person may be.</summary>
internal enum PolicyRole
{
    /// <summary>Writes policies.</summary>
    Author = 1,

    /// <summary>Answers for their safety.</summary>
    ClinicalSafety = 2,

    /// <summary>Leads a service: sees its open tasks, its decisions and its reports.</summary>
    Oversight = 3,

    /// <summary>Treats people: sees the open tasks of a service.</summary>
    Clinician = 4,
}

/// <summary>Who calls, as far as they said.</summary>
internal sealed record Caller(string Person, ImmutableArray<PolicyRole> Roles);

/// <summary>Which methods need a person, and in which role: those that change something, or make the gates work. All others answer anybody.</summary>
internal static class PolicyRoles
{
    /// <summary>As callers write them.</summary>
    internal static FrozenDictionary<string, PolicyRole> Words { get; } = new Dictionary<string, PolicyRole>
    {
        ["policy-author"] = PolicyRole.Author,
        ["clinical-safety"] = PolicyRole.ClinicalSafety,
        ["oversight"] = PolicyRole.Oversight,
        ["clinician"] = PolicyRole.Clinician,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By method; any one of the roles will do.</summary>
    internal static FrozenDictionary<string, ImmutableArray<PolicyRole>> Needed { get; } = new Dictionary<string, ImmutableArray<PolicyRole>>
    {
        ["ValidatePolicy"] = [PolicyRole.Author],
        ["PublishRevision"] = [PolicyRole.Author],
        ["PublishInvariants"] = [PolicyRole.ClinicalSafety],
        ["ApproveRevision"] = [PolicyRole.ClinicalSafety],
        ["RetireRevision"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
        ["SetRollout"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
        ["RollBack"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By method that answers anybody with numbers: who hears the names of decisions as well. Names lead to people.</summary>
    internal static FrozenDictionary<string, ImmutableArray<PolicyRole>> HearNames { get; } = new Dictionary<string, ImmutableArray<PolicyRole>>
    {
        ["BackTest"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
        ["GetDisagreements"] = [PolicyRole.Author, PolicyRole.ClinicalSafety],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static string WordOf(PolicyRole role) => Words.Single(word => word.Value == role).Key;
}
