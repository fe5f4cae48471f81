using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>The store of what is known of policies, metered: it is the same store as that of trajectories, and is counted as such.</summary>
internal sealed class MeteredRegistryStore(IRegistryStore store, StoreMeter meter) : IRegistryStore
{
    public Task<RegistryTail> ReadAsync(long from, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.ReadRegistry, token => store.ReadAsync(from, token), cancellationToken);

    public Task<bool> TryAppendAsync(
        long length, ImmutableArray<ReadOnlyMemory<byte>> entries, ImmutableArray<RegistryBlob> blobs, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.AppendRegistry, token => store.TryAppendAsync(length, entries, blobs, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadBlob, token => store.LoadBlobAsync(digest, token), cancellationToken);

    public Task KeepArtefactAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.KeepArtefact, token => store.KeepArtefactAsync(key, bytes, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindArtefactAsync(string key, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.FindArtefact, token => store.FindArtefactAsync(key, token), cancellationToken);

    public Task<TagEpoch> AdvanceEpochAsync(EpisodeTag tag, TagEpoch epoch, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.AdvanceEpoch, store.AdvanceEpochAsync, tag, epoch, cancellationToken);

    public Task<TagEpoch> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadEpoch, token => store.EpochOfAsync(tag, token), cancellationToken);

    public Task<bool> TryLeaseAsync(string name, string holder, TimeSpan time, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Lease, token => store.TryLeaseAsync(name, holder, time, token), cancellationToken);

    public Task BeatAsync(ReplicaBeat beat, TimeSpan time, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Beat, token => store.BeatAsync(beat, time, token), cancellationToken);

    public Task<ImmutableArray<ReplicaBeat>> ReplicasAsync(CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadReplicas, store.ReplicasAsync, cancellationToken);

    public Task LeaveAsync(string replica, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Leave, token => store.LeaveAsync(replica, token), cancellationToken);

    public Task WantAsync(ImmutableArray<RevisionName> revisions, TimeSpan time, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.Want, token => store.WantAsync(revisions, time, token), cancellationToken);

    public Task<ImmutableArray<RevisionName>> WantedAsync(CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadWanted, store.WantedAsync, cancellationToken);

    public Task AddCountsAsync(string service, TagEpoch epoch, CountKind kind, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.AddCounts, token => store.AddCountsAsync(service, epoch, kind, counts, token), cancellationToken);

    public Task<ImmutableDictionary<string, long>> CountsAsync(string service, TagEpoch epoch, CountKind kind, CancellationToken cancellationToken) =>
        meter.AskAsync(StoreOperation.LoadCounts, token => store.CountsAsync(service, epoch, kind, token), cancellationToken);
}
