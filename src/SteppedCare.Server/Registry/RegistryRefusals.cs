using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Why changes of policies are refused, each once, so that a reason keeps its words.</summary>
internal static class RegistryRefusals
{
    internal static Refusal RequestReused { get; } =
        new(RefusalKind.AlreadyExists, "REQUEST_ID_REUSED", "This request_id was used for another change of policies.");

    internal static Refusal Contended { get; } =
        new(RefusalKind.Aborted, "REGISTRY_CONTENDED", "Others changed policies at the same time; send the same request again.") { IsLostRace = true };

    internal static Refusal UnknownPolicy { get; } = new(RefusalKind.NotFound, "POLICY_UNKNOWN", "No revision of such a policy is published.");

    internal static Refusal UnknownRevision { get; } = new(RefusalKind.NotFound, "REVISION_UNKNOWN", "No such revision of the policy is published.");

    internal static Refusal GatesFailed { get; } = new(
        RefusalKind.FailedPrecondition, "GATES_FAILED", "A gate did not let these files pass; nothing was published. See the gates' findings.");

    internal static Refusal RevisionExists { get; } = new(
        RefusalKind.AlreadyExists, "REVISION_EXISTS", "This version is published with other content; revisions are never altered. Choose another version.");

    internal static Refusal RevisionRetired { get; } = new(RefusalKind.FailedPrecondition, "REVISION_RETIRED", "The revision is retired and answers nobody any more.");

    internal static Refusal RevisionInRollout { get; } = new(
        RefusalKind.FailedPrecondition, "REVISION_IN_ROLLOUT", "The revision is in a rollout; take it out of every service's rollout first.");

    internal static Refusal RevisionNotApproved { get; } = new(
        RefusalKind.FailedPrecondition, "REVISION_NOT_APPROVED", "A revision of the rollout has no approval that names the policy's present invariants.");

    internal static Refusal ApproverIsAuthor { get; } =
        new(RefusalKind.FailedPrecondition, "APPROVER_IS_AUTHOR", "Who published a revision cannot approve it; a second person must.");

    internal static Refusal ApprovalOutdated { get; } = new(
        RefusalKind.FailedPrecondition, "APPROVAL_OUTDATED",
        "What the approver saw is not what is published: the digests of script, present invariants and gate report must be the revision's. If the invariants changed since it was proven, publish it again as another version.");

    internal static Refusal InvariantsMoved { get; } =
        new(RefusalKind.Aborted, "INVARIANTS_MOVED", "Other invariants of the policy are in place than those that were seen; look again.");

    internal static Refusal RolloutMoved { get; } =
        new(RefusalKind.Aborted, "ROLLOUT_MOVED", "The rollout of a service is not the one that was seen; look again.");

    internal static Refusal RolloutLost { get; } = new(
        RefusalKind.FailedPrecondition, "ROLLOUT_LOST",
        "The store has episodes of a service under a rollout that it lost. Look at what is to answer and set that rollout: it is numbered above the lost one.");

    internal static Refusal Unreadable { get; } = new(
        RefusalKind.FailedPrecondition, "REGISTRY_UNREADABLE",
        "A later release changed policies in a way that this one cannot read. Change them by a server of that release; what is live stays live.");

    internal static Refusal NothingToRollBack { get; } =
        new(RefusalKind.FailedPrecondition, "NOTHING_TO_ROLL_BACK", "A service has no rollout before its present one.");

    internal static Refusal StepOccupied { get; } = new(
        RefusalKind.FailedPrecondition, "STEP_OCCUPIED", "Open episodes stand on a step that a revision of the rollout does not have on its ladder.");

    internal static Refusal Invalid(ImmutableArray<FieldViolation> violations) =>
        new(RefusalKind.Invalid, "INVALID_FIELDS", "The request has fields that cannot be so; see the violations.", violations);
}
