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
internal sealed record RolloutAnswer(RolloutRecord Record, RolloutStage Stage)
{
    /// <summary>While it moves, in the answer to the change: the parts of the service that have not taken it yet.</summary>
    internal ImmutableArray<int> WaitingParts { get; init; } = [];
}

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

/// <summary>How far a back-test is.</summary>
/// <param name="Decisions">Judged again so far.</param>
/// <param name="Episodes">Read so far.</param>
/// <param name="Changed">Came out otherwise so far.</param>
/// <param name="Unreadable">Could not be judged again so far.</param>
internal sealed record BackTestProgress(long Decisions, long Episodes, long Changed, long Unreadable);

/// <summary>What a back-test found.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Cells">By answer before and after, worst first.</param>
/// <param name="Lower">Decisions with less care than before, or without a task that was raised.</param>
/// <param name="Faults">Decisions that the revision failed at.</param>
internal sealed record BackTestAnswer(BackTestProgress Whole, ImmutableArray<AnswerCell> Cells, long Lower, long Faults);

/// <summary>Decisions that were answered in one way and are, or would be, answered in another.</summary>
internal sealed record AnswerCell
{
    public required DecisionCall Call { get; init; }

    public required Outcome OutcomeBefore { get; init; }

    public required Step StepBefore { get; init; }

    public required Outcome OutcomeAfter { get; init; }

    public required Step StepAfter { get; init; }

    public required long Decisions { get; init; }

    public required long Episodes { get; init; }

    public required bool IsLower { get; init; }

    public bool LosesTasks { get; init; }

    public bool GainsTasks { get; init; }

    /// <summary>Names of some of them.</summary>
    public required ImmutableArray<string> Samples { get; init; }
}

/// <summary>Where a rollout's shadows disagree with what answered.</summary>
internal sealed record DisagreementsAnswer(long Epoch, ImmutableArray<ShadowCells> Shadows);

/// <summary>What one shadow said.</summary>
internal sealed record ShadowCells(string Version, ImmutableArray<AnswerCell> Cells);
