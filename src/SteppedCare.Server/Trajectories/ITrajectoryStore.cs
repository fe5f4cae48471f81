using System.Collections.Immutable;

namespace SteppedCare.Server.Trajectories;

/// <summary>Keeps trajectories. Every commit happens whole or not at all, and survives whatever process is killed once it is acknowledged.</summary>
internal interface ITrajectoryStore
{
    /// <summary>One round trip: the trajectory, the epoch of its tag and, where asked for, a kept reply.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or cannot answer now.</exception>
    Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken);

    /// <summary>As <see cref="LoadAsync"/>, in one round trip with what is kept for audit only: of no earlier version than the trajectory.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or cannot answer now.</exception>
    Task<StoredEpisode> LoadWithAuditAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken);

    /// <summary>One round trip: everything of this commit, if neither the version nor the epoch moved since it was loaded.</summary>
    /// <exception cref="StoreUnavailableException">It did not happen.</exception>
    /// <exception cref="CommitFateUnknownException">It may or may not have happened: load again and look for the request.</exception>
    Task<CommitResult> CommitAsync(EpisodeKey key, EpisodeCommit commit, CancellationToken cancellationToken);

    /// <summary>Sets when the episode next falls due, and what is open in it, without a new version: if neither the version nor the epoch moved since it was loaded.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="expectedVersion">The version loaded; 0 where there is none.</param>
    /// <param name="epoch">The epoch under which it was worked out; null when no epoch can refuse it.</param>
    /// <param name="entry">What was worked out.</param>
    /// <param name="cancellationToken">Ends the wait; it may still happen.</param>
    /// <exception cref="StoreUnavailableException">It may or may not have happened; it can be done again.</exception>
    Task<CommitResult> ReindexAsync(EpisodeKey key, int expectedVersion, TagEpoch? epoch, IndexEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Returns once what was loaded is kept as surely as an acknowledged commit. Whoever answers from what was loaded, without a commit of their own, waits
    /// for this first: what nobody acknowledged yet can still be lost.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is not, or not yet.</exception>
    Task SettleAsync(EpisodeKey key, StoredEpisode seen, CancellationToken cancellationToken);

    /// <summary>Returns when the store can take reads and writes, of some episodes at least; throws <see cref="StoreUnavailableException"/> otherwise.</summary>
    Task<StoreCoverage> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>When the longest-open risk task of this service was raised; null when none is open. For the metric that somebody watches.</summary>
    Task<DateTimeOffset?> OldestOpenRiskTaskAsync(string service, CancellationToken cancellationToken);

    /// <summary>What is kept for audit only, as it was committed; empty when nothing is. No rule ever reads it.</summary>
    Task<ReadOnlyMemory<byte>> LoadAuditAsync(EpisodeKey key, CancellationToken cancellationToken);
}

/// <summary>By what an episode is found without being read.</summary>
/// <param name="EarliestDue">When it falls due; null when it does not.</param>
/// <param name="OpenTasks">Everything open in it; null to leave the worklist as it is.</param>
internal readonly record struct IndexEntry(DateTimeOffset? EarliestDue, ImmutableArray<OpenTask>? OpenTasks = null);

/// <summary>An episode within its service: both are opaque to the store.</summary>
internal readonly record struct EpisodeKey(string Service, string Episode);

/// <summary>Under which name a reply is kept for a day.</summary>
internal readonly record struct ReplyKey(EpisodeMethod Method, string RequestId);

/// <summary>What the store holds of an episode.</summary>
/// <param name="Trajectory">Its bytes; empty when the episode does not exist.</param>
/// <param name="Epoch">The epoch of its tag; number 0 when none was ever set.</param>
/// <param name="Reply">The reply asked for; empty when there is none (any more).</param>
/// <param name="History">The store's own mark of where it was read; null where there is nothing to wait for.</param>
internal readonly record struct StoredEpisode(ReadOnlyMemory<byte> Trajectory, TagEpoch Epoch, ReadOnlyMemory<byte> Reply, string? History = null)
{
    /// <summary>What is kept for audit only, where it was asked for; empty when nothing is.</summary>
    public ReadOnlyMemory<byte> Audit { get; init; }
}

/// <summary>How much of a store can be written to.</summary>
/// <param name="Answering">The parts that took a write and acknowledged it.</param>
/// <param name="Parts">All parts, each with episodes of its own: 1, or as many as a cluster has primaries.</param>
internal readonly record struct StoreCoverage(int Answering, int Parts)
{
    public static StoreCoverage Whole { get; } = new(1, 1);

    public bool IsWhole => Answering == Parts;
}

/// <summary>One write, all or nothing.</summary>
internal sealed record EpisodeCommit
{
    /// <summary>The version loaded; 0 to create the episode.</summary>
    public required int ExpectedVersion { get; init; }

    /// <summary>The epoch under which this was decided, as it was loaded; null for a write that decides nothing, which no epoch can refuse.</summary>
    public required TagEpoch? Epoch { get; init; }

    /// <summary>The whole trajectory as it is from now on; its header carries version <see cref="ExpectedVersion"/> + 1.</summary>
    public required ReadOnlyMemory<byte> Trajectory { get; init; }

    /// <summary>What the log keeps of this write: a reference, never the content.</summary>
    public required LogReference Log { get; init; }

    /// <summary>The earliest instant at which the clock has something to tell people; null when never, as things stand.</summary>
    public required DateTimeOffset? EarliestDue { get; init; }

    /// <summary>When the oldest risk task still open was raised; null when none is open.</summary>
    public required DateTimeOffset? OldestOpenRiskTask { get; init; }

    /// <summary>Everything open in the episode once this is written: the worklist is made of it.</summary>
    public required ImmutableArray<OpenTask> OpenTasks { get; init; }

    /// <summary>The reply, kept for a day so that a repetition gets the same bytes; null when not kept.</summary>
    public required KeptReply? Reply { get; init; }

    /// <summary>The audit record to keep beside the episode, whole (<see cref="AuditRecord"/>); null to leave what is there.</summary>
    public ReadOnlyMemory<byte>? Audit { get; init; }
}

/// <summary>An entry of the log.</summary>
/// <param name="Kind">The kind of write.</param>
/// <param name="Leaf">SHA-256 over the episode's nonce and the entry's bytes: 32 bytes.</param>
internal readonly record struct LogReference(EpisodeMethod Kind, ReadOnlyMemory<byte> Leaf);

/// <summary>A reply under its name.</summary>
internal sealed record KeptReply(ReplyKey Key, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How long it is kept; afterwards the engine rebuilds a reply with equal content.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);
}

/// <summary>What came of a commit.</summary>
internal enum CommitResult
{
    /// <summary>It is durable.</summary>
    Committed,

    /// <summary>Somebody else wrote first: load again.</summary>
    VersionMoved,

    /// <summary>The service's rollout changed: load again, decide again.</summary>
    EpochMoved,
}

/// <summary>The store cannot be reached or cannot answer now; nothing was written.</summary>
internal class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The connection broke or the time ran out after a commit was sent.</summary>
internal sealed class CommitFateUnknownException(string message, Exception? cause = null) : StoreUnavailableException(message, cause);
