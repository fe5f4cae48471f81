namespace SteppedCare.Server.Trajectories;

/// <summary>What Redis runs for the store. Every script touches the keys of one tag only, so a cluster can run it whole on one node.</summary>
internal static class RedisScripts
{
    /// <summary>KEYS: trajectory, epoch, and the reply where one is asked for.</summary>
    public const string Load =
        """
        return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), KEYS[3] and redis.call('GET', KEYS[3]) or false}
        """;

    /// <summary>As <see cref="Load"/>, with the audit record between.</summary>
    public const string LoadWithAudit =
        """
        return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), redis.call('GET', KEYS[3]), KEYS[4] and redis.call('GET', KEYS[4]) or false}
        """;

    /// <summary>
    /// KEYS: trajectory, epoch, due, tasks, log, audit, worklist, open tasks by episode, and the reply where one is kept.
    /// ARGV: expected version, epoch or '', trajectory, episode, due or '', oldest task or '', log entry, reply or '', its lifetime, open tasks, and the audit record where it changes.
    /// Nothing is written before both checks; a server that refuses writes refuses the first, so no commit is ever half done.
    /// </summary>
    public const string Commit = Check + "\nlocal listed, opened, episode, tasks = KEYS[7], KEYS[8], ARGV[4], ARGV[10]\n" + RedisWorklist.Set + "\n" + Finish;

    private const string Check =
        """
        local header = redis.call('GETRANGE', KEYS[1], 1, 4)
        local version = #header == 4 and struct.unpack('<I4', header) or 0
        if version ~= tonumber(ARGV[1]) then return 1 end
        if ARGV[2] ~= '' and (redis.call('GET', KEYS[2]) or '0') ~= ARGV[2] then return 2 end
        redis.call('SET', KEYS[1], ARGV[3])
        if ARGV[5] ~= '' then redis.call('ZADD', KEYS[3], ARGV[5], ARGV[4]) else redis.call('ZREM', KEYS[3], ARGV[4]) end
        if ARGV[6] ~= '' then redis.call('ZADD', KEYS[4], ARGV[6], ARGV[4]) else redis.call('ZREM', KEYS[4], ARGV[4]) end
        redis.call('XADD', KEYS[5], '*', 'c', ARGV[7])
        """;

    private const string Finish =
        """
        if ARGV[11] then redis.call('SET', KEYS[6], ARGV[11]) end
        if KEYS[9] then redis.call('SET', KEYS[9], ARGV[8], 'PX', ARGV[9]) end
        return 0
        """;

    /// <summary>KEYS: trajectory, epoch, due, worklist, open tasks by episode. ARGV: expected version, epoch or '', episode, due or '', and the open tasks where they are set.</summary>
    public const string Reindex = SetDue + "\nlocal listed, opened, episode, tasks = KEYS[4], KEYS[5], ARGV[3], ARGV[5]\nif tasks then\n" + RedisWorklist.Set + "\nend\nreturn 0";

    private const string SetDue =
        """
        local header = redis.call('GETRANGE', KEYS[1], 1, 4)
        local version = #header == 4 and struct.unpack('<I4', header) or 0
        if version ~= tonumber(ARGV[1]) then return 1 end
        if ARGV[2] ~= '' and (redis.call('GET', KEYS[2]) or '0') ~= ARGV[2] then return 2 end
        if ARGV[4] ~= '' then redis.call('ZADD', KEYS[3], ARGV[4], ARGV[3]) else redis.call('ZREM', KEYS[3], ARGV[3]) end
        """;

    /// <summary>Ends what a script returns with the name of the history it was run in: another one as soon as another server is the primary, or the same one anew.</summary>
    internal const string TellHistory = "redis.call('INFO', 'replication'):match('master_replid:(%x+)')";

    /// <summary>As <see cref="Load"/>, then the history.</summary>
    public const string LoadTelling =
        "return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), KEYS[3] and redis.call('GET', KEYS[3]) or false, " + TellHistory + "}";

    /// <summary>As <see cref="LoadWithAudit"/>, then the history.</summary>
    public const string LoadWithAuditTelling =
        "return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), redis.call('GET', KEYS[3]), KEYS[4] and redis.call('GET', KEYS[4]) or false, " + TellHistory + "}";

    /// <summary>As <see cref="Commit"/>, in a table with the history.</summary>
    public const string CommitTelling = "local function commit()\n" + Commit + "\nend\nlocal result = commit()\nreturn {result, " + TellHistory + "}";

    /// <summary>As <see cref="Reindex"/>, in a table with the history.</summary>
    public const string ReindexTelling = "local function reindex()\n" + Reindex + "\nend\nlocal result = reindex()\nreturn {result, " + TellHistory + "}";

    public const string Set = "redis.call('SET', KEYS[1], ARGV[1]) return 0";

    /// <summary>As <see cref="Set"/>, in a table with the history.</summary>
    public const string SetTelling = "redis.call('SET', KEYS[1], ARGV[1]) return {0, " + TellHistory + "}";

    /// <summary>A write of its own: a server that only answers reads is no use to us.</summary>
    public const string Probe = "redis.call('SET', KEYS[1], '1', 'PX', 60000)";

    /// <summary>As <see cref="Probe"/>, and returns the history.</summary>
    public const string ProbeTelling = Probe + " return " + TellHistory;

    public const string Get = "return redis.call('GET', KEYS[1])";

    public const string GetAll = "return redis.call('MGET', unpack(KEYS))";

    /// <summary>
    /// KEYS: log. ARGV: start, count. The position to go on after, empty at the end, then the episodes that the entries read begin: in field c the version is the
    /// second byte, the name follows the thirty-two of the leaf.
    /// </summary>
    public const string Begun =
        """
        local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
        local found = {#entries == tonumber(ARGV[2]) and entries[#entries][1] or ''}
        for _, entry in ipairs(entries) do
          local packed = entry[2][2]
          if packed:byte(2) == 1 then found[#found + 1] = packed:sub(35) end
        end
        return found
        """;

    /// <summary>KEYS: episodes that the log no longer tells of. ARGV: start, count. The name to go on after, empty at the end, then the episodes.</summary>
    public const string BegunBefore =
        """
        local found = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])
        table.insert(found, 1, #found == tonumber(ARGV[2]) and found[#found] or '')
        return found
        """;

    public const string Lowest = "return redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')";

    public const string Due = "return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])";

    public const string Log = "return redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])";
}
