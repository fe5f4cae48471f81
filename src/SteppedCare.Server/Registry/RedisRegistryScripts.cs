using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What Redis runs for the registry. All its keys lie in one slot, so a cluster runs each script whole on one node.</summary>
internal static class RedisRegistryScripts
{
    /// <summary>The server's clock in Unix milliseconds.</summary>
    private const string Clock = "local clock = redis.call('TIME')\nlocal now = clock[1] * 1000 + math.floor(clock[2] / 1000)\n";

    /// <summary>KEYS: log. ARGV: first, last. The entries, then the clock.</summary>
    public const string Read = Clock + "return {redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2]), string.format('%.0f', now)}";

    /// <summary>As <see cref="Read"/>, then the history.</summary>
    public const string ReadTelling =
        Clock + "return {redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2]), string.format('%.0f', now), " + RedisScripts.TellHistory + "}";

    /// <summary>
    /// KEYS: log, then blobs. ARGV: expected length, the blobs' bytes, then the entries. Nothing is written before the check; a server that refuses writes refuses
    /// the first, so no append is ever half done.
    /// </summary>
    public const string Append =
        """
        if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
        for blob = 2, #KEYS do redis.call('SET', KEYS[blob], ARGV[blob]) end
        for entry = #KEYS + 1, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[entry]) end
        return 1
        """;

    /// <summary>As <see cref="Append"/>, in a table with the history.</summary>
    public const string AppendTelling = "local function append()\n" + Append + "\nend\nlocal result = append()\nreturn {result, " + RedisScripts.TellHistory + "}";

    /// <summary>KEYS: epoch. ARGV: its number, and how it is kept. What is kept then. Numbers are compared as text, which is exact for any length.</summary>
    public const string Advance =
        """
        local before = redis.call('GET', KEYS[1]) or ''
        local number = before:match('^%d*')
        if #number < #ARGV[1] or (#number == #ARGV[1] and number < ARGV[1]) or before == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2])
          return ARGV[2]
        end
        return before
        """;

    /// <summary>As <see cref="Advance"/>, in a table with the history: also where nothing was to do, since who did it may not have waited.</summary>
    public const string AdvanceTelling = "local function advance()\n" + Advance + "\nend\nlocal result = advance()\nreturn {result, " + RedisScripts.TellHistory + "}";

    public const string KeepArtefact = "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])";

    /// <summary>KEYS: artefact. ARGV: its lifetime from now on.</summary>
    public const string FindArtefact =
        """
        local found = redis.call('GET', KEYS[1])
        if found then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return found
        """;

    /// <summary>KEYS: lease. ARGV: holder, time.</summary>
    public const string Lease =
        """
        local holder = redis.call('GET', KEYS[1])
        if holder and holder ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """;

    /// <summary>
    /// KEYS: a hash of what ends. ARGV: time, then fields with their values. The instant of its end and a space stand before each value; what was said to last
    /// longer lasts longer.
    /// </summary>
    public const string Say =
        Clock +
        """
        for field = 2, #ARGV, 2 do
          local ends = now + ARGV[1]
          local before = redis.call('HGET', KEYS[1], ARGV[field])
          before = before and tonumber(before:match('^(%d+) '))
          if before and before > ends then ends = before end
          redis.call('HSET', KEYS[1], ARGV[field], string.format('%.0f ', ends) .. ARGV[field + 1])
        end
        local left = redis.call('PTTL', KEYS[1])
        if left < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        """;

    /// <summary>KEYS: a hash of what ends. Fields and values that have not ended; what has is removed.</summary>
    public const string Said =
        Clock +
        """
        local all = redis.call('HGETALL', KEYS[1])
        local found = {}
        for field = 1, #all, 2 do
          local ends, value = all[field + 1]:match('^(%d+) (.*)$')
          if ends and tonumber(ends) > now then
            found[#found + 1] = all[field]
            found[#found + 1] = value
          else
            redis.call('HDEL', KEYS[1], all[field])
          end
        end
        return found
        """;

    public const string Unsay = "return redis.call('HDEL', KEYS[1], ARGV[1])";

    /// <summary>KEYS: counts. ARGV: their lifetime from now on, how many names there can be, then names with what is added.</summary>
    public const string Count =
        """
        local names = redis.call('HLEN', KEYS[1])
        for name = 3, #ARGV, 2 do
          local known = redis.call('HEXISTS', KEYS[1], ARGV[name]) == 1
          if known or names < tonumber(ARGV[2]) then
            redis.call('HINCRBY', KEYS[1], ARGV[name], ARGV[name + 1])
            if not known then names = names + 1 end
          end
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        """;

    public const string Counts = "return redis.call('HGETALL', KEYS[1])";
}
