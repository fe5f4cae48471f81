using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Publishing;

/// <summary>Why what was asked about policies was not done, each once. Those that the registry's changes and the rollouts give are theirs.</summary>
internal static class PublishingRefusals
{
    internal static Refusal PersonRequired { get; } = new(
        RefusalKind.Unauthenticated, "PERSON_REQUIRED", "This is answered to persons who are named: say who you are in the metadata steppedcare-person.");

    internal static Refusal RolloutUnknown { get; } = new(RefusalKind.NotFound, "ROLLOUT_UNKNOWN", "This service has no rollout of that epoch.");

    internal static Refusal ProvenAgainstOthers { get; } = new(
        RefusalKind.Aborted, "INVARIANTS_MOVED", "Other invariants of the policy were put in place while the gates were asked; nothing was published. Send again.")
    {
        IsLostRace = true,
    };

    internal static Refusal RolloutsMoved { get; } = new(
        RefusalKind.Aborted, "ROLLOUT_MOVED", "Another revision came to answer while the invariants were proven; they are not in place. Send again.")
    {
        IsLostRace = true,
    };

    /// <summary>The places of what the fences found, without the text there.</summary>
    internal static Refusal InvariantsRefused(ImmutableArray<Policies.Refusal> refusals) => new(
        RefusalKind.Invalid,
        "INVALID_FIELDS",
        "The invariants do not compile; the details name the places, and ValidatePolicy says more.",
        [.. refusals.Select(refusal => new FieldViolation("invariants", string.Create(CultureInfo.InvariantCulture, $"line {refusal.Line}, column {refusal.Column}: {refusal.Code}")))]);

    internal static Refusal RoleRequired(ImmutableArray<PolicyRole> needed) => new(
        RefusalKind.PermissionDenied, "ROLE_REQUIRED", "The caller has none of the roles that this needs; the details name them.")
    {
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("roles", string.Join(",", needed.Select(PolicyRoles.WordOf))),
    };
}
