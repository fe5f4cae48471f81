using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What is known of policies, in the embedded store's file; what lives for moments only, in memory, since one process has the file.</summary>
internal sealed class SqliteRegistryStore(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : IRegistryStore
{
    // An artefact in use is marked so once a day, not at each load.
    private static readonly TimeSpan s_betweenMarks = TimeSpan.FromDays(1);

    private readonly PassingRegistry _passing = new(time);

    public async Task<RegistryTail> ReadAsync(long from, CancellationToken cancellationToken)
        => new(await readers.ReadAsync(reader => reader.Registry.Entries(from), cancellationToken), time.GetUtcNow());

    public Task<bool> TryAppendAsync(
        long length, ImmutableArray<ReadOnlyMemory<byte>> entries, ImmutableArray<RegistryBlob> blobs, CancellationToken cancellationToken)
        => writer.WriteAsync((editor, _) => editor.Registry.TryAppend(length, entries, blobs), cancellationToken);

    public async Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken)
        => RegistryBlob.Verified(digest, await readers.ReadAsync(reader => reader.Registry.Blob(digest), cancellationToken));

    public Task KeepArtefactAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        => WriteAsync((editor, now) => editor.Registry.KeepArtefact(key, bytes, now), cancellationToken);

    public async Task<ReadOnlyMemory<byte>?> FindArtefactAsync(string key, CancellationToken cancellationToken)
    {
        if (await readers.ReadAsync(reader => reader.Registry.Artefact(key), cancellationToken) is not { } found)
        {
            return null;
        }

        if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(found.Used) > s_betweenMarks)
        {
            await WriteAsync((editor, now) => editor.Registry.UseArtefact(key, now), cancellationToken);
        }

        return found.Bytes;
    }

    public Task<TagEpoch> AdvanceEpochAsync(EpisodeTag tag, TagEpoch epoch, CancellationToken cancellationToken)
        => writer.WriteAsync((editor, _) => editor.AdvanceEpoch(tag, epoch), cancellationToken);

    public Task<TagEpoch> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken)
        => readers.ReadAsync(reader => reader.Registry.EpochOf(tag), cancellationToken);

    public Task<bool> TryLeaseAsync(string name, string holder, TimeSpan time, CancellationToken cancellationToken)
        => Task.FromResult(_passing.TryLease(name, holder, time));

    public Task BeatAsync(ReplicaBeat beat, TimeSpan time, CancellationToken cancellationToken)
    {
        _passing.Beat(beat, time);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ReplicaBeat>> ReplicasAsync(CancellationToken cancellationToken) => Task.FromResult(_passing.Replicas());

    public Task LeaveAsync(string replica, CancellationToken cancellationToken)
    {
        _passing.Leave(replica);
        return Task.CompletedTask;
    }

    public Task WantAsync(ImmutableArray<RevisionName> revisions, TimeSpan time, CancellationToken cancellationToken)
    {
        _passing.Want(revisions, time);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<RevisionName>> WantedAsync(CancellationToken cancellationToken) => Task.FromResult(_passing.Wanted());

    public Task AddCountsAsync(string service, TagEpoch epoch, CountKind kind, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
    {
        _passing.AddCounts(service, epoch, kind, counts);
        return Task.CompletedTask;
    }

    public Task<ImmutableDictionary<string, long>> CountsAsync(string service, TagEpoch epoch, CountKind kind, CancellationToken cancellationToken)
        => Task.FromResult(_passing.Counts(service, epoch, kind));

    private Task<bool> WriteAsync(Action<SqliteEditor, long> write, CancellationToken cancellationToken)
        => writer.WriteAsync(
            (editor, now) =>
            {
                write(editor, now);
                return true;
            },
            cancellationToken);
}
