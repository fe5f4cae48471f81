using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Triage or Review: record what was told and decide, both or neither.</summary>
internal sealed record DecideCommand(
    DecisionCall Call, EpisodeKey Key, RequestMark Request, ImmutableArray<EpisodeEvent> Events, DateTimeOffset? AsOf, ReadOnlyMemory<byte>? AuditAttributes)
{
    /// <summary>Questionnaires about the experience of care, which decide nothing.</summary>
    internal ImmutableArray<PatientExperience> Experience { get; init; } = [];
}

/// <summary>RecordEvents: record what was told.</summary>
internal sealed record RecordCommand(EpisodeKey Key, RequestMark Request, ImmutableArray<EpisodeEvent> Events, ReadOnlyMemory<byte>? AuditAttributes)
{
    /// <summary>Questionnaires about the experience of care.</summary>
    internal ImmutableArray<PatientExperience> Experience { get; init; } = [];
}

/// <summary>Evaluate: what would be advised; writes nothing.</summary>
/// <param name="Service">The service whose policy answers.</param>
/// <param name="Episode">A stored episode to build on; null for the request alone.</param>
/// <param name="Call">Which question.</param>
/// <param name="Events">What would have happened.</param>
/// <param name="AsOf">The instant; null for now.</param>
internal sealed record EvaluateCommand(string Service, string? Episode, DecisionCall Call, ImmutableArray<EpisodeEvent> Events, DateTimeOffset? AsOf);

/// <summary>ConfirmDecision: a named clinician accepts or overrides.</summary>
/// <param name="Key">The episode.</param>
/// <param name="DecisionVersion">The decision, by the version of its entry.</param>
/// <param name="Request">Who asked.</param>
/// <param name="Clinician">The clinician's pseudonymous id.</param>
/// <param name="Override">What is to happen instead; null to accept.</param>
/// <param name="ChecklistsDone">Every checklist was gone through.</param>
/// <param name="Note">At most 200 characters; empty when none.</param>
internal sealed record ConfirmCommand(
    EpisodeKey Key, int DecisionVersion, RequestMark Request, string Clinician, OverrideAct? Override, bool ChecklistsDone, string Note);

/// <summary>What a clinician decided instead.</summary>
internal sealed record OverrideAct(Outcome Outcome, Step Step, OverrideReason Reason);

/// <summary>AcknowledgeTask (no reason) or CloseTask (with one).</summary>
/// <param name="Key">The episode.</param>
/// <param name="Kind">Which task.</param>
/// <param name="Request">Who asked.</param>
/// <param name="Person">The person's pseudonymous id.</param>
/// <param name="CloseReason">Why it can be closed; null to take it on.</param>
/// <param name="SeenVersion">The version that the person had before them; null for the latest.</param>
internal sealed record TaskCommand(EpisodeKey Key, TaskKind Kind, RequestMark Request, string Person, TaskCloseReason? CloseReason, int? SeenVersion);
