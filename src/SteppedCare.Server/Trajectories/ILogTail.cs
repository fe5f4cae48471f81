namespace SteppedCare.Server.Trajectories;

/// <summary>The log of a tag for those who keep a place in it, and must know when what follows that place is gone. What is told here is kept as surely as an acknowledged commit.</summary>
internal interface ILogTail
{
    /// <summary>Where the log begins and ends now.</summary>
    Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken);

    /// <summary>
    /// The next entries, oldest first; null when entries that followed that place may be gone: it was trimmed away, or a loss of the store took it. The place is
    /// that of an entry, of <see cref="LogBounds"/>, or the beginning.
    /// </summary>
    Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken);

    /// <summary>The first entry after any place, were it in the midst of nowhere; null when there is none. For whoever seeks.</summary>
    Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken);
}

/// <summary>What a log holds.</summary>
/// <param name="Start">The place after which all is kept: where it was trimmed to, or the beginning.</param>
/// <param name="End">The last entry; the start where there is none.</param>
/// <param name="TrimmedTo">The latest instant at which anything was recorded that was trimmed away; null where nothing was.</param>
internal readonly record struct LogBounds(LogPosition Start, LogPosition End, DateTimeOffset? TrimmedTo);
