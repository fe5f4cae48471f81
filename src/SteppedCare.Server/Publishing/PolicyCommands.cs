using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Publishing;

/// <summary>Under which id a change is asked for, and who asks.</summary>
internal sealed record ChangeMark(RegistryRequest Request, string By);

/// <summary>ListRevisions.</summary>
/// <param name="Policy">Only of this one; null for all.</param>
/// <param name="Below">Only those published before the revision at this place; null from the newest on.</param>
/// <param name="Count">At most so many.</param>
/// <param name="ShowRetired">Retired ones as well.</param>
internal sealed record RevisionsQuery(string? Policy, int? Below, int Count, bool ShowRetired);

/// <summary>GetRevision.</summary>
internal sealed record RevisionQuery(PolicyLabel Label);

/// <summary>ValidatePolicy. Without invariants of its own it is held against the policy's present ones.</summary>
internal sealed record ValidateCommand(PolicyBundle Bundle);

/// <summary>PublishRevision.</summary>
internal sealed record PublishCommand(ChangeMark Mark, PolicyBundle Bundle, string Notes);

/// <summary>PublishInvariants.</summary>
/// <param name="Mark">Who, and under which id.</param>
/// <param name="Policy">Of which policy.</param>
/// <param name="Invariants">The text.</param>
/// <param name="Replaces">The digest of those that the caller saw; null for none.</param>
/// <param name="Notes">Why.</param>
internal sealed record PublishInvariantsCommand(ChangeMark Mark, string Policy, string Invariants, string? Replaces, string Notes);

/// <summary>ApproveRevision: what the approver saw, each by its digest.</summary>
internal sealed record ApproveCommand(ChangeMark Mark, RevisionName Revision, string? InvariantsDigest, string ReportDigest, string Notes);

/// <summary>RetireRevision.</summary>
internal sealed record RetireCommand(ChangeMark Mark, PolicyLabel Label, string Reason);

/// <summary>ListRollouts.</summary>
/// <param name="Service">Of which service.</param>
/// <param name="Below">Only those of an earlier epoch; null from the latest on.</param>
/// <param name="Count">At most so many.</param>
internal sealed record RolloutsQuery(string? Service, long? Below, int Count);

/// <summary>SetRollout.</summary>
/// <param name="Mark">Who, and under which id.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Seen">The services to change, each with the epoch that the caller saw.</param>
/// <param name="Active">The version that is to answer.</param>
/// <param name="Canary">The version that is to answer a share; null for none.</param>
/// <param name="CanaryShare">That share in hundredths of a per cent.</param>
/// <param name="Shadows">Versions that are asked and never answer.</param>
/// <param name="Guard">What takes it back by itself; null for nothing.</param>
/// <param name="NotBefore">By the store's clock; null for at once.</param>
/// <param name="Reason">Why.</param>
/// <param name="WithoutReplicas">Replicas that need not hold the revisions first.</param>
internal sealed record SetRolloutCommand(
    ChangeMark Mark,
    string Policy,
    ImmutableSortedDictionary<string, long> Seen,
    string Active,
    string? Canary,
    int CanaryShare,
    ImmutableArray<string> Shadows,
    GuardBounds? Guard,
    DateTimeOffset? NotBefore,
    string Reason,
    ImmutableArray<string> WithoutReplicas);

/// <summary>RollBack.</summary>
internal sealed record RollBackCommand(ChangeMark Mark, ImmutableSortedDictionary<string, long> Seen, string Reason);

/// <summary>A revision by its version, or files that nobody published: one of the two.</summary>
internal sealed record RevisionChoice(string Policy, string? Version, PolicyBundle? Files);

/// <summary>CompareRevisions.</summary>
internal sealed record CompareCommand(PolicyLabel Before, RevisionChoice After);

/// <summary>BackTest.</summary>
/// <param name="Candidate">What is tried.</param>
/// <param name="Services">Whose decisions are judged again; empty for all that are on the policy.</param>
/// <param name="From">Only decisions from this instant on; null for all.</param>
/// <param name="Before">Only decisions before this instant; null for all.</param>
internal sealed record BackTestCommand(RevisionChoice Candidate, ImmutableArray<string> Services, DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>GetDisagreements.</summary>
/// <param name="Service">Of which service.</param>
/// <param name="Epoch">Null for the present one.</param>
internal sealed record DisagreementsQuery(string Service, long? Epoch);
