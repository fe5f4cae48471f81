using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>The primaries of a cluster, each known by a key that lies on it.</summary>
internal static class RedisPrimaries
{
    public const int Slots = 16_384;

    // One slot in 16,384 is met long before.
    private const int MostNumbers = 1_000_000;

    /// <summary>A probe key on each primary that has slots; a null stands for slots that nobody has. Without a cluster, the one key.</summary>
    public static async Task<IReadOnlyList<string?>> ProbeKeysAsync(RedisConnection redis, CancellationToken cancellationToken)
    {
        var multiplexer = await redis.ConnectAsync(cancellationToken);
        var members = multiplexer.GetEndPoints().Select(endpoint => multiplexer.GetServer(endpoint)).Where(server => server.IsConnected).ToArray();
        if (!members.Any(server => server.ServerType == ServerType.Cluster))
        {
            return [RedisKeys.Probe];
        }

        // All at once: one that hangs must not keep the others from telling.
        await foreach (var asked in Task.WhenEach(members.Select(member => NodesAsync(redis, member, cancellationToken))).WithCancellation(cancellationToken))
        {
            if (await asked is { } nodes)
            {
                return KeysOn([.. nodes.Select(node => node.Slots).Where(slots => slots.Count > 0)], key => multiplexer.HashSlot(key));
            }
        }

        throw new StoreUnavailableException("No node of the cluster answers.");
    }

    internal static IReadOnlyList<string?> KeysOn(IReadOnlyList<IList<SlotRange>> primaries, Func<string, int> slotOf)
    {
        var keys = new string?[primaries.Count];
        var missing = keys.Length;
        for (var number = -1; missing > 0 && number < MostNumbers; number++)
        {
            var key = number < 0 ? RedisKeys.Probe : $"{RedisKeys.Probe}:{number}";
            var slot = slotOf(key);
            for (var primary = 0; primary < keys.Length; primary++)
            {
                if (keys[primary] is null && primaries[primary].Any(range => range.From <= slot && slot <= range.To))
                {
                    keys[primary] = key;
                    missing--;
                }
            }
        }

        return primaries.Sum(ranges => ranges.Sum(range => range.To - range.From + 1)) == Slots ? keys : [.. keys, null];
    }

    private static async Task<ICollection<ClusterNode>?> NodesAsync(RedisConnection redis, IServer member, CancellationToken cancellationToken)
    {
        try
        {
            return (await redis.BoundedAsync(() => member.ClusterNodesAsync(), cancellationToken))?.Nodes;
        }
        catch (Exception fault) when (RedisCalls.IsExpected(fault) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
