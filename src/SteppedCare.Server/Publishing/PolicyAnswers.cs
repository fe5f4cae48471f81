using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Publishing;

/// <summary>A revision as it is now.</summary>
/// <param name="Record">What the registry knows of it.</param>
/// <param name="InvariantsBroken">The policy's present invariants do not hold of it.</param>
internal sealed record RevisionAnswer(RevisionRecord Record, bool InvariantsBroken);

/// <summary>Some revisions, newest first.</summary>
/// <param name="Revisions">They.</param>
/// <param name="Next">The place to go on below; null when these were the last.</param>
internal sealed record RevisionsAnswer(ImmutableArray<RevisionAnswer> Revisions, int? Next);

/// <summary>One revision with everything kept of it.</summary>
internal sealed record RevisionDetails(RevisionAnswer Revision, PolicyBundle Files, KeptReport Report);

/// <summary>A gate report, and the digest that approvals name it by; empty of one that is not kept.</summary>
internal sealed record KeptReport(GateReport Report, string Digest);

/// <summary>A revision that was published just now, or was before.</summary>
internal sealed record PublishedAnswer(RevisionAnswer Revision, KeptReport Report);

/// <summary>Invariants that are in place, and what they say of the revisions that answer somebody.</summary>
internal sealed record InvariantsAnswer(string Digest, ImmutableArray<ProvenRevision> Revisions);

/// <summary>A revision held against invariants.</summary>
internal sealed record ProvenRevision(RevisionName Revision, GateResult Result);

/// <summary>One rollout of a service, and how far it has got.</summary>
internal sealed record RolloutAnswer(RolloutRecord Record, RolloutStage Stage);

/// <summary>How far a change of a rollout has got. Numbered as in the contract.</summary>
internal enum RolloutStage
{
    Scheduled = 1,
    Moving = 2,
    Live = 3,
    Superseded = 4,
}

/// <summary>Some rollouts, newest first.</summary>
/// <param name="Rollouts">They.</param>
/// <param name="Next">The epoch to go on below; null when these were the last.</param>
internal sealed record RolloutsAnswer(ImmutableArray<RolloutAnswer> Rollouts, long? Next);
