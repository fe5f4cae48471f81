using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Publishing;

/// <summary>Why what was asked about policies was not done, each once. Those that the registry's changes and the rollouts give are theirs.</summary>
internal static class PublishingRefusals
{
    internal static Refusal PersonRequired { get; } = new(
        RefusalKind.Unauthenticated, "PERSON_REQUIRED", "Whoever changes policies is named: say who you are in the metadata steppedcare-person.");

    internal static Refusal RoleRequired(ImmutableArray<PolicyRole> needed) => new(
        RefusalKind.PermissionDenied, "ROLE_REQUIRED", "The caller has none of the roles that this needs; the details name them.")
    {
        Metadata = [KeyValuePair.Create("roles", string.Join(",", needed.Select(PolicyRoles.WordOf)))],
    };
}
