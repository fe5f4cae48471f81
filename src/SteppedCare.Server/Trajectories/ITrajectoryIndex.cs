namespace SteppedCare.Server.Trajectories;

/// <summary>What a store keeps beside the trajectories, tag by tag: for tailing, projections and whoever looks after what fell due.</summary>
internal interface ITrajectoryIndex
{
    /// <summary>The next entries of a tag's log, oldest first, in the order of their commits.</summary>
    /// <param name="tag">The part of a service.</param>
    /// <param name="after">The position of the last entry seen; null for the beginning.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<LogEntry>> ReadLogAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken);

    /// <summary>The episodes due at that instant, the longest due first.</summary>
    Task<IReadOnlyList<DueEpisode>> ReadDueAsync(EpisodeTag tag, DateTimeOffset until, int count, CancellationToken cancellationToken);

    /// <summary>The next episodes of a tag with their trajectories, whatever was trimmed of the log: each that was there all the time, and seldom one twice.</summary>
    /// <param name="tag">The part of a service.</param>
    /// <param name="after">Where the page before ended; null for the beginning.</param>
    /// <param name="count">About how many; of a log so many entries are looked through for them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<EpisodePage> ReadEpisodesAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken);

    /// <summary>The epoch of a tag, and how far its due instants were worked out anew under which.</summary>
    Task<TagRecount> ReadRecountAsync(EpisodeTag tag, CancellationToken cancellationToken);

    /// <summary>Keeps how far they were.</summary>
    Task WriteRecountAsync(EpisodeTag tag, string mark, CancellationToken cancellationToken);

    /// <summary>
    /// Every episode of a service with its trajectory, page by page, so that nobody else waits long for the store. One that is begun or written to meanwhile
    /// is met as it was or as it is.
    /// </summary>
    IAsyncEnumerable<ScannedEpisode> ScanAsync(string service, CancellationToken cancellationToken);
}

/// <summary>An episode as a scan met it.</summary>
internal readonly record struct ScannedEpisode(EpisodeKey Key, ReadOnlyMemory<byte> Trajectory);

/// <summary>Some episodes of a tag.</summary>
/// <param name="Episodes">Each as it was when the page was read.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
internal readonly record struct EpisodePage(IReadOnlyList<ScannedEpisode> Episodes, string? Next);

/// <summary>How far the due instants of a tag were worked out anew.</summary>
/// <param name="Epoch">What the tag stands under now.</param>
/// <param name="Mark">As it was last written; empty where it never was.</param>
internal readonly record struct TagRecount(TagEpoch Epoch, string Mark);

/// <summary>One commit as the log keeps it.</summary>
/// <param name="Position">Where it stands: to go on from, otherwise opaque.</param>
/// <param name="Episode">The episode, within its service.</param>
/// <param name="Version">The version that this commit made.</param>
/// <param name="Reference">What the commit gave to keep.</param>
internal readonly record struct LogEntry(string Position, string Episode, int Version, LogReference Reference);

/// <summary>An episode with the earliest instant at which the clock has something to tell people.</summary>
internal readonly record struct DueEpisode(string Episode, DateTimeOffset Due);
