using System.Globalization;
using StackExchange.Redis;
using SteppedCare.Server.Registry;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>Trajectories in Redis, single or cluster: one script, one round trip, one slot for each load and each commit.</summary>
internal sealed class RedisTrajectoryStore : ITrajectoryStore, IAsyncDisposable
{
    private readonly RedisConnection _redis;
    private readonly ReplicaAcknowledgement? _replicas;
    private bool _disposed;

    public RedisTrajectoryStore(RedisOptions options, TimeProvider time)
    {
        _redis = new RedisConnection(options, time);
        ReplicasAwaited = options.Replicas;
        _replicas = options.Replicas > 0 ? new ReplicaAcknowledgement(options, _redis, time) : null;
        Registry = new RedisRegistryStore(_redis, _replicas);
        Index = new RedisTrajectoryIndex(_redis, _replicas);
        Figures = new RedisFigureStore(_redis);
        Worklist = new RedisWorklist(_redis, _replicas);
        LogTail = new RedisLogTail(_redis, _replicas);
    }

    /// <summary>What is known of policies, by the same connection.</summary>
    public RedisRegistryStore Registry { get; }

    /// <summary>What is kept beside the trajectories, by the same connection.</summary>
    public RedisTrajectoryIndex Index { get; }

    /// <summary>What services' figures add up to, by the same connection.</summary>
    public RedisFigureStore Figures { get; }

    /// <summary>The open tasks, by the same connection.</summary>
    public RedisWorklist Worklist { get; }

    /// <summary>The logs for those who keep a place in them, by the same connection.</summary>
    public RedisLogTail LogTail { get; }

    /// <summary>How many replicas must have a write before it is acknowledged.</summary>
    public int ReplicasAwaited { get; }

    public Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) => LoadAsync(key, reply, withAudit: false, cancellationToken);

    public Task<StoredEpisode> LoadWithAuditAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) => LoadAsync(key, reply, withAudit: true, cancellationToken);

    public async Task<CommitResult> CommitAsync(EpisodeKey key, EpisodeCommit commit, CancellationToken cancellationToken)
    {
        TrajectoryHeader.Demand(commit);
        var keys = new RedisKeys(EpisodeTag.Of(key));
        List<RedisKey> touched = [keys.Episode(key.Episode), keys.Epoch, keys.Due, keys.Tasks, keys.Log, keys.Audit(key.Episode), keys.Worklist, keys.Open];
        List<RedisValue> values =
        [
            commit.ExpectedVersion,
            commit.Epoch?.ToString() ?? string.Empty,
            Value(commit.Trajectory),
            key.Episode,
            Milliseconds(commit.EarliestDue),
            Milliseconds(commit.OldestOpenRiskTask),
            RedisLogEntry.Write(key.Episode, commit.ExpectedVersion + 1, commit.Log),
            commit.Reply is { } kept ? Value(kept.Bytes) : string.Empty,
            (long)KeptReply.Lifetime.TotalMilliseconds,
            WorklistMember.Pack(commit.OpenTasks),
        ];
        if (commit.Audit is { } audit)
        {
            values.Add(Value(audit));
        }

        if (commit.Reply is { } reply)
        {
            touched.Add(keys.Reply(key.Episode, reply.Key));
        }

        var script = _replicas is null ? RedisScripts.Commit : RedisScripts.CommitTelling;
        return await WriteAsync(script, [.. touched], [.. values], keys, cancellationToken);
    }

    public async Task<CommitResult> ReindexAsync(EpisodeKey key, int expectedVersion, TagEpoch? epoch, IndexEntry entry, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(EpisodeTag.Of(key));
        RedisValue[] values = [expectedVersion, epoch?.ToString() ?? string.Empty, key.Episode, Milliseconds(entry.EarliestDue)];
        return await WriteAsync(
            _replicas is null ? RedisScripts.Reindex : RedisScripts.ReindexTelling,
            [keys.Episode(key.Episode), keys.Epoch, keys.Due, keys.Worklist, keys.Open],
            entry.OpenTasks is { } tasks ? [.. values, WorklistMember.Pack(tasks)] : values,
            keys,
            cancellationToken);
    }

    public Task SettleAsync(EpisodeKey key, StoredEpisode seen, CancellationToken cancellationToken)
        => _replicas?.WaitAsync(seen.History, new RedisKeys(EpisodeTag.Of(key)).Acknowledged, cancellationToken) ?? Task.CompletedTask;

    public async Task<StoreCoverage> ProbeAsync(CancellationToken cancellationToken)
    {
        var probes = await RedisPrimaries.ProbeKeysAsync(_redis, cancellationToken);
        var refusals = await Task.WhenAll(probes.Select(probe => RefusalAsync(probe, cancellationToken)));
        var answering = refusals.Count(refusal => refusal is null);
        return answering > 0
            ? new StoreCoverage(answering, probes.Count)
            : throw (refusals.FirstOrDefault() ?? new StoreUnavailableException("No slot of the cluster has a primary."));
    }

    public async Task<DateTimeOffset?> OldestOpenRiskTaskAsync(string service, CancellationToken cancellationToken)
    {
        var lowest = await EveryTagAsync(service, keys => _redis.EvaluateAsync(RedisScripts.Lowest, [keys.Tasks], [], RedisEffect.Reads, cancellationToken));
        var raised = lowest.Select(Items).Where(entry => entry.Length == 2).Select(entry => (long)(double)entry[1]).ToArray();
        return raised.Length == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(raised.Min());
    }

    public async Task<ReadOnlyMemory<byte>> LoadAuditAsync(EpisodeKey key, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(EpisodeTag.Of(key));
        return Bytes(await _redis.EvaluateAsync(RedisScripts.Get, [keys.Audit(key.Episode)], [], RedisEffect.Reads, cancellationToken));
    }

    /// <summary>What each server says about keeping what it acknowledged.</summary>
    public Task<IReadOnlyList<RedisDurability>> DescribeDurabilityAsync(CancellationToken cancellationToken)
        => RedisDurability.DescribeAsync(_redis, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // It stands in its container under three names, and is disposed of under each.
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await (_replicas?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _redis.DisposeAsync();
    }

    private async Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, bool withAudit, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(EpisodeTag.Of(key));
        List<RedisKey> read = [keys.Episode(key.Episode), keys.Epoch];
        if (withAudit)
        {
            read.Add(keys.Audit(key.Episode));
        }

        if (reply is { } wanted)
        {
            read.Add(keys.Reply(key.Episode, wanted));
        }

        var script = (_replicas is null, withAudit) switch
        {
            (true, false) => RedisScripts.Load,
            (true, true) => RedisScripts.LoadWithAudit,
            (false, false) => RedisScripts.LoadTelling,
            (false, true) => RedisScripts.LoadWithAuditTelling,
        };
        var found = Items(await _redis.EvaluateAsync(script, [.. read], [], RedisEffect.Reads, cancellationToken));
        var audit = withAudit ? 1 : 0;
        return new StoredEpisode(Bytes(found[0]), TagEpoch.Parse(Text(found[1])), Bytes(found[2 + audit]), _replicas is null ? null : Told(found, 3 + audit))
        {
            Audit = withAudit ? Bytes(found[2]) : default,
        };
    }

    /// <summary>Null when the primary that holds this key took a write, and its replicas have it where they are waited for.</summary>
    private async Task<StoreUnavailableException?> RefusalAsync(string? probe, CancellationToken cancellationToken)
    {
        if (probe is null)
        {
            return new StoreUnavailableException("Slots of the cluster have no primary.");
        }

        try
        {
            var script = _replicas is null ? RedisScripts.Probe : RedisScripts.ProbeTelling;
            var answer = await _redis.EvaluateAsync(script, [probe], [], RedisEffect.Writes, cancellationToken);
            await (_replicas?.WaitAsync(Text(answer), probe, cancellationToken) ?? Task.CompletedTask);
            return null;
        }
        catch (StoreUnavailableException refusal)
        {
            return refusal;
        }
        catch (OperationCanceledException late)
        {
            // The time of the whole probe is over: the parts that answered have answered.
            return new StoreUnavailableException("Redis did not answer.", late);
        }
    }

    private async Task<CommitResult> WriteAsync(string script, RedisKey[] touched, RedisValue[] values, RedisKeys keys, CancellationToken cancellationToken)
    {
        var answer = await _redis.EvaluateAsync(script, touched, values, RedisEffect.Writes, cancellationToken);
        var result = (int)(_replicas is null ? answer : Items(answer)[0]) switch
        {
            0 => CommitResult.Committed,
            1 => CommitResult.VersionMoved,
            _ => CommitResult.EpochMoved,
        };
        if (_replicas is not null && result == CommitResult.Committed)
        {
            await _replicas.AcknowledgeAsync(Told(Items(answer), 1), keys.Acknowledged, cancellationToken);
        }

        return result;
    }

    private static string Told(RedisResult[] answer, int at) => at < answer.Length ? Text(answer[at]) : string.Empty;

    private static async Task<RedisResult[]> EveryTagAsync(string service, Func<RedisKeys, Task<RedisResult>> ask)
        => await Task.WhenAll(EpisodeTag.All(service).Select(tag => ask(new RedisKeys(tag))));

    private static RedisValue Milliseconds(DateTimeOffset? instant)
        => instant is { } at ? at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : string.Empty;
}
