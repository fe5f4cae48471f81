namespace SteppedCare.Server.Trajectories;

/// <summary>The log in the embedded file. Positions are those of the whole file's log; a tag's last one may be far below another's.</summary>
internal sealed class SqliteLogTail(SqliteReaders readers) : ILogTail
{
    public Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken) => readers.ReadAsync(reader => reader.LogTail.Bounds(tag), cancellationToken);

    public Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            reader =>
            {
                // Held after the reading is held during it: what is trimmed does not come back.
                var entries = reader.Log(tag, after.High, count);
                return reader.LogTail.Holds(tag, after) ? entries : null;
            },
            cancellationToken);

    public Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Log(tag, place.High, 1) is [var entry, ..] ? entry : (LogEntry?)null, cancellationToken);
}
