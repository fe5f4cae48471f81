using System.Globalization;
using StackExchange.Redis;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>The log in Redis: a stream a tag. Beside it stands where it was trimmed to, written by whoever trims it.</summary>
internal sealed class RedisLogTail(RedisConnection redis, ReplicaAcknowledgement? replicas) : ILogTail
{
    private const string Bounds =
        """
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
        local start, instant = (redis.call('GET', KEYS[2]) or '0-0 '):match('^(%S+) (%d*)$')
        return {start, last[1] and last[1][1] or start, instant}
        """;

    /// <summary>KEYS: log, where it was trimmed to. ARGV: after, count. Whether the place is held, the entries, and the history where it is told.</summary>
    private const string ReadOn =
        """
        if ARGV[1] ~= (redis.call('GET', KEYS[2]) or '0-0'):match('^%S+') and (ARGV[1] == '0-0' or #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1]) == 0) then return {0, {}, ''} end
        return {1, redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2]), ''}
        """;

    private const string ReadOnTelling = "local function ask()\n" + ReadOn + "\nend\nlocal found = ask()\nfound[3] = " + RedisScripts.TellHistory + "\nreturn found";

    public async Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var found = Items(await redis.EvaluateAsync(Bounds, [keys.Log, keys.Trimmed], [], RedisEffect.Reads, cancellationToken));
        return new LogBounds(
            LogPosition.Parse(Text(found[0])),
            LogPosition.Parse(Text(found[1])),
            long.TryParse(Text(found[2]), NumberStyles.None, CultureInfo.InvariantCulture, out var instant) ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null);
    }

    public async Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var found = Items(await redis.EvaluateAsync(
            replicas is null ? ReadOn : ReadOnTelling, [keys.Log, keys.Trimmed], [Text(after), count], RedisEffect.Reads, cancellationToken));
        var entries = Items(found[1]);
        if ((int)found[0] == 0)
        {
            return null;
        }

        if (entries.Length > 0 && replicas is not null)
        {
            await replicas.WaitAsync(Text(found[2]), keys.Acknowledged, cancellationToken);
        }

        return [.. entries.Select(RedisLogEntry.Read)];
    }

    public async Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken)
    {
        var found = await redis.EvaluateAsync(RedisScripts.Log, [new RedisKeys(tag).Log], ["(" + Text(place), 1], RedisEffect.Reads, cancellationToken);
        return Items(found) is [var entry, ..] ? RedisLogEntry.Read(entry) : null;
    }

    private static string Text(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.High}-{position.Low}");

    private static string Text(RedisResult result) => RedisForms.Text(result);
}
