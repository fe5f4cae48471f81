using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>What is kept beside the trajectories, metered; a scan of a whole service is not one question.</summary>
internal sealed class MeteredTrajectoryIndex(ITrajectoryIndex index, StoreMeter meter) : ITrajectoryIndex
{
    public Task<IReadOnlyList<LogEntry>> ReadLogAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadLog, token => index.ReadLogAsync(tag, after, count, token), cancellationToken);

    public Task<IReadOnlyList<DueEpisode>> ReadDueAsync(EpisodeTag tag, DateTimeOffset until, int count, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadDue, token => index.ReadDueAsync(tag, until, count, token), cancellationToken);

    public Task<EpisodePage> ReadEpisodesAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadEpisodes, token => index.ReadEpisodesAsync(tag, after, count, token), cancellationToken);

    public Task<TagRecount> ReadRecountAsync(EpisodeTag tag, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadRecount, token => index.ReadRecountAsync(tag, token), cancellationToken);

    public Task WriteRecountAsync(EpisodeTag tag, string mark, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.WriteRecount, token => index.WriteRecountAsync(tag, mark, token), cancellationToken);

    public IAsyncEnumerable<ScannedEpisode> ScanAsync(string service, CancellationToken cancellationToken) => index.ScanAsync(service, cancellationToken);
}

/// <summary>The worklist, metered.</summary>
internal sealed class MeteredWorklistIndex(IWorklistIndex index, StoreMeter meter) : IWorklistIndex
{
    public Task<IReadOnlyList<WorklistEntry>> ReadAsync(
        string service, WorklistFilter filter, WorklistPlace? after, int count, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadWorklist, token => index.ReadAsync(service, filter, after, count, token), cancellationToken);

    public Task<ImmutableArray<WorklistCount>> CountAsync(string service, DateTimeOffset due, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.CountWorklist, token => index.CountAsync(service, due, token), cancellationToken);
}

/// <summary>The log for those who keep a place in it, metered.</summary>
internal sealed class MeteredLogTail(ILogTail log, StoreMeter meter) : ILogTail
{
    public Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LogBounds, token => log.BoundsAsync(tag, token), cancellationToken);

    public Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadLog, token => log.ReadOnAsync(tag, after, count, token), cancellationToken);

    public Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.FindInLog, token => log.FirstAfterAsync(tag, place, token), cancellationToken);
}
