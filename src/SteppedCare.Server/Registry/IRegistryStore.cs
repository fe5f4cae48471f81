using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Keeps what is known of policies: a log of entries that only grows, blobs by their digest, the epoch of every tag, and what lives for moments only (a lease,
/// who is ready). What is appended is as durable as a trajectory. Everything throws <see cref="StoreUnavailableException"/> where the store cannot answer.
/// </summary>
internal interface IRegistryStore
{
    /// <summary>How long a compiled policy is kept after it was last asked for.</summary>
    static readonly TimeSpan ArtefactLifetime = TimeSpan.FromDays(30);

    /// <summary>How long counts are kept after something was last added to them.</summary>
    static readonly TimeSpan CountsLifetime = TimeSpan.FromDays(60);

    /// <summary>How many names the counts of one rollout can have, of each kind; what comes under further ones is lost.</summary>
    const int MostCounts = 10_000;

    /// <summary>Entries from this place on, the first being 0, each as it was appended; and the store's clock.</summary>
    Task<RegistryTail> ReadAsync(long from, CancellationToken cancellationToken);

    /// <summary>Appends, with the blobs that the entries name, if the log is still that long. All or nothing.</summary>
    /// <returns>False when somebody else appended first.</returns>
    /// <exception cref="CommitFateUnknownException">It may have happened: read on and look for the request.</exception>
    Task<bool> TryAppendAsync(long length, ImmutableArray<ReadOnlyMemory<byte>> entries, ImmutableArray<RegistryBlob> blobs, CancellationToken cancellationToken);

    /// <summary>What is kept under this digest; null when nothing is, or it is not what its name says.</summary>
    Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken);

    /// <summary>Keeps a compiled policy under its key, for replicas that need not compile it then. It can be made again, so nothing rests on it.</summary>
    Task KeepArtefactAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>What was kept under this key; null when nothing is. Whoever loads it checks its seal.</summary>
    Task<ReadOnlyMemory<byte>?> FindArtefactAsync(string key, CancellationToken cancellationToken);

    /// <summary>Puts the tag under this epoch, if it is under a lower one or none, or under that number without a mark.</summary>
    /// <returns>Under which it is now.</returns>
    Task<TagEpoch> AdvanceEpochAsync(EpisodeTag tag, TagEpoch epoch, CancellationToken cancellationToken);

    /// <summary>The epoch of a tag; number 0 when it is under none.</summary>
    Task<TagEpoch> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken);

    /// <summary>Takes or prolongs a lease. It saves work and nothing rests on it.</summary>
    Task<bool> TryLeaseAsync(string name, string holder, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Says, for a moment, that this replica is ready and which revisions it holds.</summary>
    Task BeatAsync(ReplicaBeat beat, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>The replicas that are ready now.</summary>
    Task<ImmutableArray<ReplicaBeat>> ReplicasAsync(CancellationToken cancellationToken);

    /// <summary>Takes this replica off the list.</summary>
    Task LeaveAsync(string replica, CancellationToken cancellationToken);

    /// <summary>Asks every replica, for a moment, to hold these revisions.</summary>
    Task WantAsync(ImmutableArray<RevisionName> revisions, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>The revisions that are asked for now.</summary>
    Task<ImmutableArray<RevisionName>> WantedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds to counts of a rollout, under names that the caller chooses: of that rollout, and none that had its number before the store lost it. Lost counts are
    /// lost: these are observations, not records.
    /// </summary>
    Task AddCountsAsync(string service, TagEpoch epoch, CountKind kind, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken);

    /// <summary>The counts of a rollout, of one kind.</summary>
    Task<ImmutableDictionary<string, long>> CountsAsync(string service, TagEpoch epoch, CountKind kind, CancellationToken cancellationToken);
}

/// <summary>The log from some place on.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Now">The store's clock.</param>
internal readonly record struct RegistryTail(ImmutableArray<ReadOnlyMemory<byte>> Entries, DateTimeOffset Now);

/// <summary>A replica's word of itself.</summary>
/// <param name="Replica">Its name: machine and process, unique.</param>
/// <param name="Holds">The revisions it can answer with at once, each by its full name: one script can be published as two versions.</param>
internal sealed record ReplicaBeat(string Replica, ImmutableArray<string> Holds)
{
    /// <summary>The full name of a revision in one word.</summary>
    internal static string Word(RevisionName revision) => $"{revision.Policy}/{revision.Version}@{revision.Digest}";
}
