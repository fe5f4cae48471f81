using System.Globalization;
using StackExchange.Redis;
using SteppedCare.Server.Fidelity;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Totals in Redis, single or cluster: those of a tag are one hash in the slot of its log, so what a replica has of them it has of the log, too. Fields: the
/// definition for the stand, and the definition, the facet and the month, <c>|</c> between them, for a page.
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

    /// <summary>KEYS: totals. ARGV: the stand's field, its position as it was or '', the new stand, then for each page its field and its bytes or ''.</summary>
    private const string Advance =
        """
        local stand = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if (stand:match('^(%S+) ') or '') ~= ARGV[2] then return 0 end
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

    private const string Fields = "return redis.call('HKEYS', KEYS[1])";

    private const string Drop = "return redis.call('HDEL', KEYS[1], unpack(ARGV))";

    public async Task<ProjectionStand?> FindStandAsync(FigurePart part, CancellationToken cancellationToken) =>
        StandOf(Items(await redis.EvaluateAsync(Read, [KeyOf(part)], [part.Definition.ToString()], RedisEffect.Reads, cancellationToken))[0]);

    public async Task<PartTotals> ReadAsync(FigurePart part, IReadOnlyList<PageName> pages, CancellationToken cancellationToken)
    {
        var definition = part.Definition.ToString();
        RedisValue[] fields = [definition, .. pages.Select(page => (RedisValue)FieldOf(definition, page))];
        var found = Items(await redis.EvaluateAsync(ReadAll, [KeyOf(part), new RedisKeys(part.Tag).Log], fields, RedisEffect.Reads, cancellationToken));
        var kept = found[2..].Zip(pages).Where(page => !page.First.IsNull).Select(page => new FigurePage(page.Second, Bytes(page.First)));
        return new PartTotals(StandOf(found[1]), (int)found[0] == 0, [.. kept]);
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

    public async Task DropSupersededAsync(FigurePart part, CancellationToken cancellationToken)
    {
        var fields = Items(await redis.EvaluateAsync(Fields, [KeyOf(part)], [], RedisEffect.Reads, cancellationToken)).Select(Text);
        RedisValue[] superseded = [.. fields.Where(field => part.Definition.Supersedes(FigureDefinition.Parse(field.Split('|')[0]))).Select(field => (RedisValue)field)];
        if (superseded.Length > 0)
        {
            await redis.EvaluateAsync(Drop, [KeyOf(part)], superseded, RedisEffect.Writes, cancellationToken);
        }
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
