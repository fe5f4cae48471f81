using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Server.Publishing;

namespace SteppedCare.Server.Oversight;

/// <summary>Who may see a service's open tasks and decisions: every method needs a person, since every reply names episodes.</summary>
internal static class OversightRoles
{
    /// <summary>By method; any one of the roles will do.</summary>
    internal static FrozenDictionary<string, ImmutableArray<PolicyRole>> Needed { get; } = new Dictionary<string, ImmutableArray<PolicyRole>>
    {
        ["ListWorklist"] = [PolicyRole.Oversight, PolicyRole.Clinician],
        ["WatchWorklist"] = [PolicyRole.Oversight, PolicyRole.Clinician],
        ["ListDecisions"] = [PolicyRole.Oversight],
        ["WatchDecisions"] = [PolicyRole.Oversight],
        ["GetFidelityReport"] = [PolicyRole.Oversight],
        ["GetEquityReport"] = [PolicyRole.Oversight],
        ["Export"] = [PolicyRole.Oversight],
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
