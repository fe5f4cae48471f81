using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Either what was asked for, or why not. A refusal is an expected outcome; exceptions are for broken promises.</summary>
internal readonly record struct Result<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>An answer that is sent: freshly made, or the bytes of the reply that the first attempt got.</summary>
/// <param name="Answer">The answer; null when the kept reply is sent again.</param>
/// <param name="Kept">The kept reply's bytes.</param>
/// <param name="IsRepetition">It was carried out before; nothing was written now.</param>
internal sealed record Reply<T>(T? Answer, ReadOnlyMemory<byte> Kept, bool IsRepetition)
    where T : class;

/// <summary>A decision with all that a reply says about it.</summary>
internal sealed record DecisionAnswer
{
    public required EpisodeKey Key { get; init; }

    /// <summary>The version of the entry that holds the decision; it ends the decision's name.</summary>
    public required int DecisionVersion { get; init; }

    public required DecisionRecord Record { get; init; }

    /// <summary>The explanation, rebuilt from the record.</summary>
    public required Decision Decision { get; init; }

    /// <summary>False when the revision answers otherwise today: then the record's word stands here, without reasons.</summary>
    public required bool IsAsRecorded { get; init; }

    /// <summary>Raised with it or open already, most urgent first.</summary>
    public required ImmutableArray<TaskAnswer> Tasks { get; init; }

    public required bool InputsChanged { get; init; }

    public required ConfirmationAnswer? Confirmation { get; init; }

    /// <summary>The episode's version after the call.</summary>
    public required int TrajectoryVersion { get; init; }
}

/// <summary>A task as it stands; within a decision, whether it came first there. Where nobody acted, what the clock noticed.</summary>
internal sealed record TaskAnswer(
    EpisodeKey Key,
    TaskKind Kind,
    string Text,
    DateTimeOffset RaisedAt,
    DateTimeOffset DueAt,
    string AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt,
    string ClosedBy,
    DateTimeOffset? ClosedAt,
    TaskCloseReason CloseReason,
    bool RiskFirst,
    Noticed? Notice)
{
    public bool IsOpen => ClosedAt is null;
}

/// <summary>What a clinician did with a decision; the note stays inside.</summary>
internal sealed record ConfirmationAnswer(string Clinician, DateTimeOffset ConfirmedAt, Outcome Outcome, Step Step, OverrideReason Override);

/// <summary>The events are recorded.</summary>
internal sealed record RecordAnswer(int TrajectoryVersion, DateTimeOffset? NextDue);

/// <summary>A task act is recorded.</summary>
internal sealed record TaskActAnswer(TaskAnswer Task, int TrajectoryVersion);

/// <summary>What would be advised; nobody recorded it.</summary>
internal sealed record AssessmentAnswer(
    DecisionCall Call,
    DateTimeOffset AsOf,
    Decision Decision,
    DateTimeOffset? NextDue,
    RevisionName Revision,
    int LanguageVersion,
    long Epoch,
    ImmutableArray<FactValue> Facts);

/// <summary>An episode as recorded.</summary>
internal sealed record EpisodeAnswer
{
    public required EpisodeKey Key { get; init; }

    public required int TrajectoryVersion { get; init; }

    public required ImmutableArray<RecordedEvent> Events { get; init; }

    public required ImmutableArray<DecisionLine> Decisions { get; init; }

    /// <summary>Open ones first.</summary>
    public required ImmutableArray<TaskAnswer> Tasks { get; init; }

    public required Step Step { get; init; }

    public required bool Ended { get; init; }

    public required DateTimeOffset? NextDue { get; init; }

    public required bool UnconfirmedStart { get; init; }
}

/// <summary>An event with its place.</summary>
internal sealed record RecordedEvent(string Place, DateTimeOffset RecordedAt, EpisodeEvent Event, bool Voided, string CorrectedBy);

/// <summary>A decision in a list.</summary>
internal sealed record DecisionLine(
    EpisodeKey Key, int DecisionVersion, DecisionCall Call, DateTimeOffset AsOf, Outcome Outcome, Step Step, bool InputsChanged, ConfirmationAnswer? Confirmation);
