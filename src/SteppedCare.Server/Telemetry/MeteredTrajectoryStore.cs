using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>The store of trajectories, metered.</summary>
internal sealed class MeteredTrajectoryStore(ITrajectoryStore store, StoreMeter meter) : ITrajectoryStore
{
    public Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Load, store.LoadAsync, key, reply, cancellationToken);

    public Task<StoredEpisode> LoadWithAuditAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Load, store.LoadWithAuditAsync, key, reply, cancellationToken);

    public Task<CommitResult> CommitAsync(EpisodeKey key, EpisodeCommit commit, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Commit, store.CommitAsync, key, commit, cancellationToken);

    public Task<CommitResult> ReindexAsync(EpisodeKey key, int expectedVersion, TagEpoch? epoch, IndexEntry entry, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Reindex, token => store.ReindexAsync(key, expectedVersion, epoch, entry, token), cancellationToken);

    public Task SettleAsync(EpisodeKey key, StoredEpisode seen, CancellationToken cancellationToken) =>
        seen.History is null
            ? store.SettleAsync(key, seen, cancellationToken)
            : meter.AskAsync(StoreOperation.Settle, token => store.SettleAsync(key, seen, token), cancellationToken);

    public Task<StoreCoverage> ProbeAsync(CancellationToken cancellationToken) => meter.AskAsync(StoreOperation.Probe, store.ProbeAsync, cancellationToken);

    public Task<DateTimeOffset?> OldestOpenRiskTaskAsync(string service, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.OldestOpenRiskTask, token => store.OldestOpenRiskTaskAsync(service, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>> LoadAuditAsync(EpisodeKey key, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadAuditAttributes, token => store.LoadAuditAsync(key, token), cancellationToken);
}
