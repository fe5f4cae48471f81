using System.Runtime.CompilerServices;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>What Redis keeps beside the trajectories of a tag: the log, when episodes fall due, how far that was worked out anew, and which episodes there are.</summary>
internal sealed class RedisTrajectoryIndex(RedisConnection redis, ReplicaAcknowledgement? replicas) : ITrajectoryIndex
{
    private const int ScannedAtOnce = 512;

    // A page's place is that of an entry of the log, or behind all of those a name after this. No name and no position begins with it.
    private const char ByName = '=';

    public async Task<IReadOnlyList<LogEntry>> ReadLogAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken)
    {
        var start = after is null ? "-" : "(" + after;
        var found = await redis.EvaluateAsync(RedisScripts.Log, [new RedisKeys(tag).Log], [start, count], RedisEffect.Reads, cancellationToken);
        return [.. Items(found).Select(RedisLogEntry.Read)];
    }

    public async Task<IReadOnlyList<DueEpisode>> ReadDueAsync(EpisodeTag tag, DateTimeOffset until, int count, CancellationToken cancellationToken)
    {
        var found = Items(await redis.EvaluateAsync(
            RedisScripts.Due, [new RedisKeys(tag).Due], [until.ToUnixTimeMilliseconds(), count], RedisEffect.Reads, cancellationToken));
        return [.. found.Chunk(2).Select(pair => new DueEpisode(Text(pair[0]), DateTimeOffset.FromUnixTimeMilliseconds((long)(double)pair[1])))];
    }

    public async Task<TagRecount> ReadRecountAsync(EpisodeTag tag, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var found = Items(await redis.EvaluateAsync(RedisScripts.GetAll, [keys.Epoch, keys.Recount], [], RedisEffect.Reads, cancellationToken));
        return new TagRecount(TagEpoch.Parse(Text(found[0])), Text(found[1]));
    }

    public async Task WriteRecountAsync(EpisodeTag tag, string mark, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var answer = await redis.EvaluateAsync(replicas is null ? RedisScripts.Set : RedisScripts.SetTelling, [keys.Recount], [mark], RedisEffect.Writes, cancellationToken);
        if (replicas is not null)
        {
            await replicas.AcknowledgeAsync(Text(Items(answer)[1]), keys.Acknowledged, cancellationToken);
        }
    }

    public async IAsyncEnumerable<ScannedEpisode> ScanAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tag in EpisodeTag.All(service))
        {
            for (var coming = ReadEpisodesAsync(tag, null, ScannedAtOnce, cancellationToken); ;)
            {
                var page = await coming;
                if (page.Next is { } next)
                {
                    coming = ReadEpisodesAsync(tag, next, ScannedAtOnce, cancellationToken);
                }

                foreach (var episode in page.Episodes)
                {
                    yield return episode;
                }

                if (page.Next is null)
                {
                    break;
                }
            }
        }
    }

    /// <summary>
    /// By the log, where each episode has one entry with version 1, then by the names of those whose entry was taken off it: Redis itself could list a tag's keys only by
    /// going through all keys it has. Whoever is taken off meanwhile goes from the first to the second, and is met in one of them. A page is two short scripts.
    /// </summary>
    public async Task<EpisodePage> ReadEpisodesAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var isByName = after is [ByName, ..];
        var found = Items(isByName
            ? await redis.EvaluateAsync(RedisScripts.BegunBefore, [keys.Begun], [after is [_, _, ..] ? "(" + after[1..] : "-", count], RedisEffect.Reads, cancellationToken)
            : await redis.EvaluateAsync(RedisScripts.Begun, [keys.Log], [after is null ? "-" : "(" + after, count], RedisEffect.Reads, cancellationToken));
        var (last, names) = (Text(found[0]), found[1..].Select(Text).ToArray());
        var next = isByName ? last.Length == 0 ? null : ByName + last
            : last.Length == 0 ? ByName.ToString()
            : last;
        return new EpisodePage(await LoadAsync(tag, names, cancellationToken), next);
    }

    private async Task<IReadOnlyList<ScannedEpisode>> LoadAsync(EpisodeTag tag, string[] names, CancellationToken cancellationToken)
    {
        if (names.Length == 0)
        {
            return [];
        }

        var found = Items(await redis.EvaluateAsync(RedisScripts.GetAll, [.. names.Select(new RedisKeys(tag).Episode)], [], RedisEffect.Reads, cancellationToken));
        return [.. names.Zip(found).Where(pair => !pair.Second.IsNull).Select(pair => new ScannedEpisode(new EpisodeKey(tag.Service, pair.First), Bytes(pair.Second)))];
    }
}
