using System.Globalization;
using StackExchange.Redis;
using SteppedCare.Server.Fidelity;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>Totals in Redis, single or cluster: those of a tag lie in the slot of its log, so what a replica has of them it has of the log, too.</summary>
internal sealed class RedisFigureStore(RedisConnection redis) : IFigureStore
{
    private const string Stand = "return redis.call('GET', KEYS[1])";

    private const string Months =
        """
        local found = {}
        for place, key in ipairs(KEYS) do found[place] = redis.call('HGETALL', key) end
        return found
        """;

    /// <summary>KEYS: the stand, then months. ARGV: the stand's position as it was or '', the new stand, then for each slice which of the months, its name and its counts or ''.</summary>
    private const string Advance =
        """
        local stand = redis.call('GET', KEYS[1]) or ''
        if (stand:match('^(%S+) ') or '') ~= ARGV[1] then return 0 end
        for place = 3, #ARGV, 3 do
          local month = KEYS[tonumber(ARGV[place])]
          if ARGV[place + 2] == '' then redis.call('HDEL', month, ARGV[place + 1]) else redis.call('HSET', month, ARGV[place + 1], ARGV[place + 2]) end
        end
        redis.call('SET', KEYS[1], ARGV[2])
        return 1
        """;

    public async Task<ProjectionStand?> FindStandAsync(EpisodeTag tag, CancellationToken cancellationToken) =>
        Text(await redis.EvaluateAsync(Stand, [new RedisKeys(tag).Projected], [], RedisEffect.Reads, cancellationToken)).Split(' ') is [var position, var asOf]
            ? new ProjectionStand(position, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(asOf, CultureInfo.InvariantCulture)))
            : null;

    public async Task<IReadOnlyList<KeptFigures>> ReadAsync(EpisodeTag tag, IReadOnlyList<Month> months, CancellationToken cancellationToken)
    {
        if (months.Count == 0)
        {
            return [];
        }

        var keys = new RedisKeys(tag);
        var found = Items(await redis.EvaluateAsync(Months, [.. months.Select(keys.Figures)], [], RedisEffect.Reads, cancellationToken));
        return [.. found.Zip(months).SelectMany(month => Items(month.First).Chunk(2).Select(pair => new KeptFigures(month.Second, Text(pair[0]), Bytes(pair[1]))))];
    }

    public async Task<bool> TryAdvanceAsync(
        EpisodeTag tag, ProjectionStand? from, ProjectionStand to, IReadOnlyList<KeptFigures> changed, CancellationToken cancellationToken)
    {
        var keys = new RedisKeys(tag);
        var months = changed.Select(each => each.Month).Distinct().ToList();
        List<RedisValue> values = [from?.Position ?? string.Empty, $"{to.Position} {to.AsOf.ToUnixTimeMilliseconds()}"];
        foreach (var (month, slice, counts) in changed)
        {
            values.AddRange([months.IndexOf(month) + 2, slice, Value(counts)]);
        }

        return (int)await redis.EvaluateAsync(Advance, [keys.Projected, .. months.Select(keys.Figures)], [.. values], RedisEffect.Writes, cancellationToken) == 1;
    }
}
