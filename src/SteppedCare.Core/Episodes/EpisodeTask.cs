namespace SteppedCare;

/// <summary>A task of an episode, from the decision or the missed event that raised it to the person who closed it. One open of each kind.</summary>
internal sealed record EpisodeTask
{
    internal required TaskKind Kind { get; init; }

    /// <summary>The entry that raised it first.</summary>
    internal required int RaisedVersion { get; init; }

    internal required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The entry that last raised it: the first, or a later one that raised it again while it was open.</summary>
    internal required int LastRaisedVersion { get; init; }

    /// <summary>What the clock noticed when it last raised it; null when a decision last raised it.</summary>
    internal Noticed? LastNotice { get; init; }

    /// <summary>By when a person must have acted. Raised again while open it keeps the earliest.</summary>
    internal required DateTimeOffset Due { get; init; }

    /// <summary>It came first in a decision that raised it or raised it again.</summary>
    internal required bool RiskFirst { get; init; }

    /// <summary>Who took it on last; null while nobody has.</summary>
    internal string? AcknowledgedBy { get; init; }

    internal DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The furthest version that anybody had before them who took it on or closed it; 0 while nobody did.</summary>
    internal int SeenVersion { get; init; }

    /// <summary>The entry in which a person closed it, or which told of the end that it did not outlive; null while open.</summary>
    internal int? ClosedVersion { get; init; }

    /// <summary>The version that the person who closed it had before them; null while open.</summary>
    internal int? ClosedSeenVersion { get; init; }

    internal DateTimeOffset? ClosedAt { get; init; }

    internal string? ClosedBy { get; init; }

    internal TaskCloseReason CloseReason { get; init; }

    internal bool IsOpen => ClosedVersion is null;

    /// <summary>Still to be done once care has ended: only a named person ends what is about danger, whatever kind a policy gave it. All else has nothing left to do then.</summary>
    internal bool OutlivesEpisode => RiskFirst || Outlives(Kind);

    /// <summary>Kinds that the end of an episode leaves open, whoever raised them.</summary>
    internal static bool Outlives(TaskKind kind) => IsRisk(kind) || kind == TaskKind.RiskTaskLate;

    /// <summary>Tasks about danger to somebody, as opposed to reviews and waits.</summary>
    internal static bool IsRisk(TaskKind kind) =>
        kind is TaskKind.CrisisNow or TaskKind.SameDay or TaskKind.BeforeNextStep or TaskKind.AskRisk or TaskKind.Safeguarding;
}
