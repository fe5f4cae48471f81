using System.Globalization;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>The names of everything Redis keeps of one tag. They are a format: documented, tested by vectors, never changed.</summary>
internal readonly struct RedisKeys(EpisodeTag tag)
{
    /// <summary>Written by the probe alone; on a cluster with a number behind it, so that there is one on every primary.</summary>
    public const string Probe = "sc:probe";

    private readonly string _prefix = $"sc:{tag}:";

    public RedisKey Due => _prefix + "due";

    public RedisKey Tasks => _prefix + "tasks";

    /// <summary>Open tasks in the order of the worklist.</summary>
    public RedisKey Worklist => _prefix + "worklist";

    /// <summary>The open tasks of each episode.</summary>
    public RedisKey Open => _prefix + "open";

    public RedisKey Log => _prefix + "log";

    /// <summary>The last entry that was taken off the log.</summary>
    public RedisKey Trimmed => _prefix + "trimmed";

    /// <summary>The episodes whose first entry was taken off the log.</summary>
    public RedisKey Begun => _prefix + "begun";

    public RedisKey Epoch => _prefix + "epoch";

    public RedisKey Recount => _prefix + "recount";

    public RedisKey Acknowledged => _prefix + "acked";

    /// <summary>What figures add up to, by every definition that is kept.</summary>
    public RedisKey Totals => _prefix + "totals";

    public RedisKey Episode(string episode) => _prefix + "ep:" + episode;

    public RedisKey Audit(string episode) => _prefix + "audit:" + episode;

    public RedisKey Reply(string episode, ReplyKey reply)
        => string.Create(CultureInfo.InvariantCulture, $"{_prefix}reply:{episode}:{(int)reply.Method}:{EpisodeTag.Name(reply.RequestId, nameof(reply))}");
}
