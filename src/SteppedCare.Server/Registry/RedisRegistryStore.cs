using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;
using SteppedCare.Server.Trajectories;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Registry;

/// <summary>What is known of policies in Redis, single or cluster: one script, one round trip, one slot for each question.</summary>
internal sealed class RedisRegistryStore(RedisConnection redis, ReplicaAcknowledgement? replicas) : IRegistryStore
{
    private const int ReadAtOnce = 500;

    public async Task<RegistryTail> ReadAsync(long from, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (true)
        {
            var first = from + entries.Count;
            var answer = Items(await redis.EvaluateAsync(
                replicas is null ? RedisRegistryScripts.Read : RedisRegistryScripts.ReadTelling,
                [RedisRegistryKeys.Log], [first, first + ReadAtOnce - 1], RedisEffect.Reads, cancellationToken));
            var page = Items(answer[0]);
            entries.AddRange(page.Select(Bytes));
            if (page.Length == ReadAtOnce)
            {
                continue;
            }

            if (replicas is not null && entries.Count > 0)
            {
                // What nobody acknowledged yet can still be lost; whoever read it would act on it.
                await replicas.WaitAsync(Text(answer[2]), RedisRegistryKeys.Acknowledged, cancellationToken);
            }

            return new RegistryTail(entries.DrainToImmutable(), Instant(answer[1]));
        }
    }

    public async Task<bool> TryAppendAsync(
        long length, ImmutableArray<ReadOnlyMemory<byte>> entries, ImmutableArray<RegistryBlob> blobs, CancellationToken cancellationToken)
    {
        var answer = await redis.EvaluateAsync(
            replicas is null ? RedisRegistryScripts.Append : RedisRegistryScripts.AppendTelling,
            [RedisRegistryKeys.Log, .. blobs.Select(blob => RedisRegistryKeys.Blob(blob.Digest))],
            [length, .. blobs.Select(blob => Value(blob.Bytes)), .. entries.Select(Value)],
            RedisEffect.Writes, cancellationToken);
        if (replicas is null)
        {
            return (int)answer == 1;
        }

        if ((int)Items(answer)[0] == 0)
        {
            return false;
        }

        await replicas.AcknowledgeAsync(Text(Items(answer)[1]), RedisRegistryKeys.Acknowledged, cancellationToken);
        return true;
    }

    public async Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken)
        => RegistryBlob.Verified(
            digest, (byte[]?)await redis.EvaluateAsync(RedisScripts.Get, [RedisRegistryKeys.Blob(digest)], [], RedisEffect.Reads, cancellationToken));

    public Task KeepArtefactAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        => redis.EvaluateAsync(
            RedisRegistryScripts.KeepArtefact, [RedisRegistryKeys.Artefact(key)], [Value(bytes), Milliseconds(IRegistryStore.ArtefactLifetime)],
            RedisEffect.Writes, cancellationToken);

    public async Task<ReadOnlyMemory<byte>?> FindArtefactAsync(string key, CancellationToken cancellationToken)
    {
        var found = (byte[]?)await redis.EvaluateAsync(
            RedisRegistryScripts.FindArtefact, [RedisRegistryKeys.Artefact(key)], [Milliseconds(IRegistryStore.ArtefactLifetime)],
            RedisEffect.Reads, cancellationToken);
        return found is null ? null : (ReadOnlyMemory<byte>?)found;
    }

    public async Task<TagEpoch> AdvanceEpochAsync(EpisodeTag tag, TagEpoch epoch, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var answer = await redis.EvaluateAsync(
            replicas is null ? RedisRegistryScripts.Advance : RedisRegistryScripts.AdvanceTelling, [keys.Epoch], [epoch.Number, epoch.ToString()],
            RedisEffect.Writes, cancellationToken);
        if (replicas is null)
        {
            return TagEpoch.Parse(Text(answer));
        }

        await replicas.AcknowledgeAsync(Text(Items(answer)[1]), keys.Acknowledged, cancellationToken);
        return TagEpoch.Parse(Text(Items(answer)[0]));
    }

    public async Task<TagEpoch> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken)
        => TagEpoch.Parse(Text(await redis.EvaluateAsync(RedisScripts.Get, [new RedisKeys(tag).Epoch], [], RedisEffect.Reads, cancellationToken)));

    public async Task<bool> TryLeaseAsync(string name, string holder, TimeSpan time, CancellationToken cancellationToken)
        => (int)await redis.EvaluateAsync(
            RedisRegistryScripts.Lease, [RedisRegistryKeys.Lease(name)], [holder, Milliseconds(time)], RedisEffect.Writes, cancellationToken) == 1;

    public Task BeatAsync(ReplicaBeat beat, TimeSpan time, CancellationToken cancellationToken)
        => redis.EvaluateAsync(
            RedisRegistryScripts.Say, [RedisRegistryKeys.Replicas], [Milliseconds(time), beat.Replica, RegistryJson.Write(beat)], RedisEffect.Writes, cancellationToken);

    public async Task<ImmutableArray<ReplicaBeat>> ReplicasAsync(CancellationToken cancellationToken)
        => [.. (await SaidAsync(RedisRegistryKeys.Replicas, cancellationToken)).Select(pair => RegistryJson.ReadBeat(pair.Value.Span)).OfType<ReplicaBeat>()];

    public Task LeaveAsync(string replica, CancellationToken cancellationToken)
        => redis.EvaluateAsync(RedisRegistryScripts.Unsay, [RedisRegistryKeys.Replicas], [replica], RedisEffect.Writes, cancellationToken);

    public Task WantAsync(ImmutableArray<RevisionName> revisions, TimeSpan time, CancellationToken cancellationToken)
        => redis.EvaluateAsync(
            RedisRegistryScripts.Say, [RedisRegistryKeys.Wanted],
            [Milliseconds(time), .. revisions.SelectMany(revision => (RedisValue[])[$"{revision.Policy} {revision.Version} {revision.Digest}", RegistryJson.Write(revision)])],
            RedisEffect.Writes, cancellationToken);

    public async Task<ImmutableArray<RevisionName>> WantedAsync(CancellationToken cancellationToken)
        => [.. (await SaidAsync(RedisRegistryKeys.Wanted, cancellationToken)).Select(pair => RegistryJson.ReadName(pair.Value.Span)).OfType<RevisionName>()];

    public Task AddCountsAsync(string service, TagEpoch epoch, CountKind kind, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
        => redis.EvaluateAsync(
            RedisRegistryScripts.Count, [RedisRegistryKeys.Counts(service, epoch, kind)],
            [Milliseconds(IRegistryStore.CountsLifetime), IRegistryStore.MostCounts, .. counts.SelectMany(count => (RedisValue[])[count.Key, count.Value])],
            RedisEffect.Writes, cancellationToken);

    public async Task<ImmutableDictionary<string, long>> CountsAsync(string service, TagEpoch epoch, CountKind kind, CancellationToken cancellationToken)
    {
        var found = Items(await redis.EvaluateAsync(RedisRegistryScripts.Counts, [RedisRegistryKeys.Counts(service, epoch, kind)], [], RedisEffect.Reads, cancellationToken));
        return found.Chunk(2).ToImmutableDictionary(pair => Text(pair[0]), pair => long.Parse(Text(pair[1]), CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private async Task<IEnumerable<(string Field, ReadOnlyMemory<byte> Value)>> SaidAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var found = Items(await redis.EvaluateAsync(RedisRegistryScripts.Said, [key], [], RedisEffect.Reads, cancellationToken));
        return found.Chunk(2).Select(pair => (Text(pair[0]), Bytes(pair[1]))).OrderBy(pair => pair.Item1, StringComparer.Ordinal);
    }

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static DateTimeOffset Instant(RedisResult milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Text(milliseconds), CultureInfo.InvariantCulture));
}
