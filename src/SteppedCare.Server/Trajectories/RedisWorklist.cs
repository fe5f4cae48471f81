using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;
using static SteppedCare.Server.Trajectories.RedisForms;

namespace SteppedCare.Server.Trajectories;

/// <summary>The worklist in Redis: a sorted set a tag, read in order and filtered where it lies; sixteen answers make a page.</summary>
internal sealed class RedisWorklist(RedisConnection redis, ReplicaAcknowledgement? replicas) : IWorklistIndex
{
    /// <summary>What a script runs that has said what these are: <c>listed</c> the sorted set, <c>opened</c> the episodes' own, <c>episode</c>, <c>tasks</c> open in it as packed.</summary>
    public const string Set =
        """
        local function member(packed, at) return packed:sub(at, at + 13) .. episode .. packed:sub(at + 14, at + 14) end
        local before = redis.call('HGET', opened, episode) or ''
        if before ~= tasks then
          for at = 1, #before, 15 do redis.call('ZREM', listed, member(before, at)) end
          for at = 1, #tasks, 15 do redis.call('ZADD', listed, 0, member(tasks, at)) end
          if tasks ~= '' then redis.call('HSET', opened, episode, tasks) else redis.call('HDEL', opened, episode) end
        end
        """;

    // A script of so many steps keeps others waiting for about a millisecond.
    private const int MostLookedAt = 4_096;

    /// <summary>
    /// KEYS: sorted set. ARGV: from, through, wanted, most to look at, kinds, steps, taken on ('', 0 or 1), raised by or ''. The place to go on from, empty at the
    /// end, the history, then what was found.
    /// </summary>
    private const string ReadPart =
        """
        local from, wanted, looks = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
        local found = {'', ''}
        while true do
          local page = redis.call('ZRANGEBYLEX', KEYS[1], from, ARGV[2], 'LIMIT', 0, math.min(looks, math.max(wanted, 256)))
          for _, member in ipairs(page) do
            local flags = member:byte(-1)
            if (ARGV[5] == '' or ARGV[5]:find(member:sub(14, 14), 1, true))
              and (ARGV[6] == '' or ARGV[6]:find(string.char(flags % 8), 1, true))
              and (ARGV[7] == '' or tonumber(ARGV[7]) == math.floor(flags / 8) % 2)
              and (ARGV[8] == '' or member:sub(8, 13) <= ARGV[8]) then
              found[#found + 1] = member
              if #found - 2 == wanted then found[1] = member return found end
            end
          end
          looks = looks - #page
          if #page == 0 then return found end
          from = '(' .. page[#page]
          if looks <= 0 then found[1] = page[#page] return found end
        end
        """;

    /// <summary>KEYS: sorted set. ARGV: an instant, then the classes. Of each class how many, and how many that were due before.</summary>
    private const string Count =
        """
        local found = {''}
        for at = 2, #ARGV do
          local class = string.char(ARGV[at])
          found[#found + 1] = redis.call('ZLEXCOUNT', KEYS[1], '[' .. class, '(' .. string.char(ARGV[at] + 1))
          found[#found + 1] = redis.call('ZLEXCOUNT', KEYS[1], '[' .. class, '(' .. class .. ARGV[1])
        end
        return found
        """;

    private static readonly string s_readTelling = Telling(ReadPart, 2);
    private static readonly string s_countTelling = Telling(Count, 1);
    private static readonly Urgency[] s_classes = [.. Enum.GetValues<Urgency>().Where(urgency => urgency != Urgency.None).Order()];

    public async Task<IReadOnlyList<WorklistEntry>> ReadAsync(
        string service, WorklistFilter filter, WorklistPlace? after, int count, CancellationToken cancellationToken)
    {
        var classes = filter.Kinds.IsEmpty ? s_classes : [.. filter.Kinds.Select(Urgencies.Of)];
        RedisValue[] values =
        [
            after is { } place ? WorklistMember.After(place) : WorklistMember.From(classes.Min()),
            WorklistMember.Through(classes.Max()),
            count,
            MostLookedAt,
            filter.Kinds.Select(kind => (byte)kind).ToArray(),
            filter.Steps.Select(step => (byte)step).ToArray(),
            filter.IsAcknowledged switch { true => "1", false => "0", _ => "" },
            filter.RaisedBy is { } raisedBy ? WorklistMember.Instant(raisedBy) : Array.Empty<byte>(),
        ];
        var parts = await Task.WhenAll(EpisodeTag.All(service).Select(tag => ReadPartAsync(new RedisKeys(tag), values, count, cancellationToken)));
        return [.. parts.SelectMany(part => part).OrderBy(entry => entry.Place).Take(count)];
    }

    public async Task<ImmutableArray<WorklistCount>> CountAsync(string service, DateTimeOffset due, CancellationToken cancellationToken)
    {
        RedisValue[] values = [WorklistMember.Instant(due), .. s_classes.Select(urgency => (RedisValue)(int)urgency)];
        var parts = await Task.WhenAll(EpisodeTag.All(service).Select(async tag =>
        {
            var keys = new RedisKeys(tag);
            var found = Items(await redis.EvaluateAsync(replicas is null ? Count : s_countTelling, [keys.Worklist], values, RedisEffect.Reads, cancellationToken));
            await SettleAsync(Text(found[0]), keys, cancellationToken);
            return found[1..].Select(number => (int)number).ToArray();
        }));
        return
        [
            .. s_classes.Select((urgency, index) => new WorklistCount(urgency, parts.Sum(part => part[2 * index]), parts.Sum(part => part[(2 * index) + 1])))
                .Where(counted => counted.Open > 0),
        ];
    }

    private async Task<List<WorklistEntry>> ReadPartAsync(RedisKeys keys, RedisValue[] values, int count, CancellationToken cancellationToken)
    {
        var entries = new List<WorklistEntry>();
        RedisValue[] asked = [.. values];
        while (true)
        {
            var found = Items(await redis.EvaluateAsync(replicas is null ? ReadPart : s_readTelling, [keys.Worklist], asked, RedisEffect.Reads, cancellationToken));
            entries.AddRange(found[2..].Select(member => WorklistMember.Read(Bytes(member).Span)));
            await SettleAsync(Text(found[1]), keys, cancellationToken);
            var last = Bytes(found[0]);
            if (last.IsEmpty || entries.Count == count)
            {
                return entries;
            }

            asked[0] = (byte[])[(byte)'(', .. last.Span];
            asked[2] = (count - entries.Count).ToString(CultureInfo.InvariantCulture);
        }
    }

    private Task SettleAsync(string history, RedisKeys keys, CancellationToken cancellationToken) =>
        replicas?.WaitAsync(history, keys.Acknowledged, cancellationToken) ?? Task.CompletedTask;

    // In a script of its own: what is found stays a table, and gets the history in a place of it.
    private static string Telling(string script, int place) => string.Create(
        CultureInfo.InvariantCulture, $"local function ask()\n{script}\nend\nlocal found = ask()\nfound[{place}] = {RedisScripts.TellHistory}\nreturn found");
}
