using System.Globalization;
using StackExchange.Redis;
using SteppedCare.Server.Fidelity;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Totals in Redis, single or cluster: those of a tag are one hash in the slot of its log, so what a replica has of them it has of the log, too. Fields: the
/// definition for the stand, the definition, the facet and the month, <c>|</c> between them, for a page, and <c>definition|still</c> for since when a stand that
/// lacks something of the log has not moved.
/// </summary>
internal sealed class RedisFigureStore(RedisConnection redis) : IFigureStore
{
    private const string Read = "return redis.call('HMGET', KEYS[1], unpack(ARGV))";

    /// <summary>KEYS: totals, log. ARGV: the stand's field, then pages'. Whether the log goes on, then what there is.</summary>
    private const string ReadAll =
        """
        local found = redis.call('HMGET', KEYS[1], unpack(ARGV))
        local after = found[1] and '(' .. found[1]:match('^%S+') or '-'
        local later = redis.call('XRANGE', KEYS[2], after, '+', 'COUNT', 1)
        table.insert(found, 1, #later)
        return found
        """;

    private const string Removing =
        """
        local function remove(definition)
          for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
            if field:match('^[^|]*') == definition then redis.call('HDEL', KEYS[1], field) end
          end
        end

        """;

    /// <summary>KEYS: totals. ARGV: the stand's field, its position as it was or '', the new stand, then for each page its field and its bytes or ''.</summary>
    private const string Advance =
        Removing +
        """
        local stand = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if (stand:match('^(%S+) ') or '') ~= ARGV[2] then return 0 end
        if ARGV[2] == '' then remove(ARGV[1]) end
        for place = 4, #ARGV, 2 do
          if ARGV[place + 1] == '' then redis.call('HDEL', KEYS[1], ARGV[place]) else redis.call('HSET', KEYS[1], ARGV[place], ARGV[place + 1]) end
        end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
        return 1
        """;

    /// <summary>KEYS: tasks. ARGV: instants.</summary>
    private const string CountUntil =
        """
        local counts = {}
        for place, instant in ipairs(ARGV) do counts[place] = redis.call('ZCOUNT', KEYS[1], '-inf', instant) end
        return counts
        """;

    /// <summary>KEYS: totals. ARGV: the definition, the position of its stand.</summary>
    private const string Remove =
        Removing +
        """
        local stand = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if stand:match('^%S*') == ARGV[2] then remove(ARGV[1]) end
        return 0
        """;

    /// <summary>KEYS: totals, log. ARGV: the meaning, the zone, now, the patience in milliseconds. As <see cref="FigureDefinition.Supersedes"/> has it.</summary>
    private const string RemoveSuperseded =
        Removing +
        """
        local found = {}
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
          local definition, meaning, zone = field:match('^((%d+)@([^|]*))')
          meaning = tonumber(meaning)
          if meaning and (meaning < tonumber(ARGV[1]) or (meaning == tonumber(ARGV[1]) and zone ~= ARGV[2])) then found[definition] = true end
        end
        for definition in pairs(found) do
          local position = (redis.call('HGET', KEYS[1], definition) or ''):match('^%d+%-%d+')
          local still = definition .. '|still'
          if not position then
            remove(definition)
          elseif #redis.call('XRANGE', KEYS[2], '(' .. position, '+', 'COUNT', 1) == 0 then
            redis.call('HDEL', KEYS[1], still)
          else
            local known, since = (redis.call('HGET', KEYS[1], still) or ''):match('^(%S+) (%d+)$')
            if known ~= position then
              redis.call('HSET', KEYS[1], still, position .. ' ' .. ARGV[3])
            elseif tonumber(ARGV[3]) - tonumber(since) >= tonumber(ARGV[4]) then
              remove(definition)
            end
          end
        end
        return 0
        """;

    public async Task<ProjectionStand?> FindStandAsync(FigurePart part, CancellationToken cancellationToken) =>
        StandOf(Items(await redis.EvaluateAsync(Read, [KeyOf(part)], [part.Definition.ToString()], RedisEffect.Reads, cancellationToken))[0]);

    public async Task<PartTotals> ReadAsync(FigurePart part, IReadOnlyList<PageName> pages, CancellationToken cancellationToken)
    {
        var definition = part.Definition.ToString();
        RedisValue[] fields = [definition, .. pages.Select(page => (RedisValue)FieldOf(definition, page))];
        var found = Items(await redis.EvaluateAsync(ReadAll, [KeyOf(part), new RedisKeys(part.Tag).Log], fields, RedisEffect.Reads, cancellationToken));
        var stand = StandOf(found[1]);
        var kept = found[2..].Zip(pages).Where(page => stand is not null && !page.First.IsNull).Select(page => new FigurePage(page.Second, Bytes(page.First)));
        return new PartTotals(stand, (int)found[0] == 0, [.. kept]);
    }

    public async Task<bool> TryAdvanceAsync(
        FigurePart part, ProjectionStand? from, ProjectionStand to, IReadOnlyList<FigurePage> changed, CancellationToken cancellationToken)
    {
        var definition = part.Definition.ToString();
        RedisValue[] values =
        [
            definition, from?.Position ?? string.Empty, $"{to.Position} {to.AsOf.ToUnixTimeMilliseconds()}",
            .. changed.SelectMany(page => (RedisValue[])[FieldOf(definition, page.Name), Value(page.Bytes)]),
        ];
        return (int)await redis.EvaluateAsync(Advance, [KeyOf(part)], values, RedisEffect.Writes, cancellationToken) == 1;
    }

    public Task RemoveAsync(FigurePart part, ProjectionStand stand, CancellationToken cancellationToken) =>
        redis.EvaluateAsync(Remove, [KeyOf(part)], [part.Definition.ToString(), stand.Position], RedisEffect.Writes, cancellationToken);

    public Task RemoveSupersededAsync(FigurePart part, DateTimeOffset now, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (meaning, zone) = part.Definition;
        RedisValue[] values = [meaning, zone, now.ToUnixTimeMilliseconds(), (long)patience.TotalMilliseconds];
        return redis.EvaluateAsync(RemoveSuperseded, [KeyOf(part), new RedisKeys(part.Tag).Log], values, RedisEffect.Writes, cancellationToken);
    }

    public async Task<IReadOnlyList<long>> CountOpenRiskAsync(string service, IReadOnlyList<DateTimeOffset> until, CancellationToken cancellationToken)
    {
        RedisValue[] instants = [.. until.Select(instant => (RedisValue)instant.ToUnixTimeMilliseconds())];
        var parts = await Task.WhenAll(EpisodeTag.All(service).Select(tag =>
            redis.EvaluateAsync(CountUntil, [new RedisKeys(tag).Tasks], instants, RedisEffect.Reads, cancellationToken)));
        return [.. parts.Select(part => Items(part).Select(count => (long)count)).Aggregate((sum, part) => sum.Zip(part, (one, other) => one + other))];
    }

    private static RedisKey KeyOf(FigurePart part) => new RedisKeys(part.Tag).Totals;

    private static string FieldOf(string definition, PageName page) => string.Create(CultureInfo.InvariantCulture, $"{definition}|{(int)page.Facet}|{page.Month}");

    private static ProjectionStand? StandOf(RedisResult kept) => Text(kept).Split(' ') is [var position, var asOf]
        ? new ProjectionStand(position, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(asOf, CultureInfo.InvariantCulture)))
        : null;
}
