using System.Globalization;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>A real cluster: three primaries, each with a replica, six processes of our own that keep what they acknowledge.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Primaries = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly List<RedisServer> _nodes = [];

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>As an operator would configure them.</summary>
    public string Endpoints => string.Join(',', _nodes.Select(node => node.Endpoint));

    /// <param name="nodeTimeout">After how long a silent node counts as gone: short where a fail-over is wanted, long where a slow machine must not cause one.</param>
    public static async Task<RedisCluster> StartAsync(TimeSpan nodeTimeout)
    {
        var cluster = new RedisCluster();
        try
        {
            for (var node = 0; node < 2 * Primaries; node++)
            {
                var (port, bus) = (LoopbackPort.Free(), LoopbackPort.Free());
                cluster._nodes.Add(await RedisServer.StartOnAsync(
                    port, "--appendonly", "yes", "--appendfsync", "always", "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1",
                    "--cluster-enabled", "yes", "--cluster-port", $"{bus}", "--cluster-require-full-coverage", "no", "--cluster-allow-replica-migration", "no",
                    "--cluster-node-timeout", nodeTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));
            }

            await ChildProcess.RunAsync("redis-cli", ["--cluster", "create", .. cluster._nodes.Select(node => node.Endpoint), "--cluster-replicas", "1", "--cluster-yes"]);
            await cluster.UntilWholeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once every node that runs knows the same owners of all slots and each owner has its replicas in step.</summary>
    public Task UntilWholeAsync() => UntilAsync(async () =>
    {
        var maps = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in _nodes.Where(node => node.IsRunning))
        {
            if (!(await node.CliAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                return false;
            }

            var owners = (await KnownAsync(node)).Where(known => known.Slots.Length > 0).Select(known => $"{known.Port} {known.Slots}").Order(StringComparer.Ordinal);
            maps.Add(string.Join('\n', owners));
        }

        return maps.Count == 1 && (await PrimariesAsync()).Count == Primaries && await EachIsFollowedAsync();
    });

    /// <summary>The nodes that run and own slots.</summary>
    public async Task<IReadOnlyList<RedisServer>> PrimariesAsync()
    {
        var primaries = new List<RedisServer>();
        foreach (var node in _nodes.Where(node => node.IsRunning))
        {
            if ((await KnownAsync(node)).Any(known => known.Port == node.Port && known is { IsPrimary: true, Slots.Length: > 0 }))
            {
                primaries.Add(node);
            }
        }

        return primaries;
    }

    /// <summary>Who answers for this key, as the nodes that run see it.</summary>
    public async Task<RedisServer> OwnerOfAsync(string key)
    {
        var slot = await SlotOfAsync(key);
        foreach (var primary in await PrimariesAsync())
        {
            if ((await KnownAsync(primary)).Single(known => known.Port == primary.Port).Owns(slot))
            {
                return primary;
            }
        }

        throw new InvalidOperationException("Nobody owns the slot.");
    }

    /// <summary>The replica of a primary, as that one sees it.</summary>
    public async Task<RedisServer> ReplicaOfAsync(RedisServer primary)
    {
        var port = (await primary.CliAsync("INFO", "replication")).Split("port=")[1].Split(',')[0];
        return _nodes.Single(node => $"{node.Port}" == port);
    }

    public async Task<int> SlotOfAsync(string key)
        => int.Parse(await _nodes.First(node => node.IsRunning).CliAsync("CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);

    /// <summary>Moves a slot with its keys, as redis-cli's reshard does: the new owner imports, the old one sends key by key, then all are told.</summary>
    public async Task MoveSlotAsync(int slot, RedisServer from, RedisServer to)
    {
        var (source, target) = (await from.CliAsync("CLUSTER", "MYID"), await to.CliAsync("CLUSTER", "MYID"));
        await to.CliAsync("CLUSTER", "SETSLOT", $"{slot}", "IMPORTING", source);
        await from.CliAsync("CLUSTER", "SETSLOT", $"{slot}", "MIGRATING", target);
        while ((await from.CliAsync("CLUSTER", "GETKEYSINSLOT", $"{slot}", "5")).Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } keys)
        {
            // NOKEY: it expired meanwhile.
            var moved = await from.CliAsync(["MIGRATE", "127.0.0.1", $"{to.Port}", "", "0", "10000", "KEYS", .. keys.Select(key => key.Trim())]);
            Assert.Contains(moved, new[] { "OK", "NOKEY" });
        }

        // The new owner first: otherwise the slot is nobody's for a moment.
        foreach (var node in (await PrimariesAsync()).OrderByDescending(node => node == to).ThenByDescending(node => node == from))
        {
            Assert.Equal("OK", await node.CliAsync("CLUSTER", "SETSLOT", $"{slot}", "NODE", target));
        }
    }

    /// <summary>Returns once another node owns what this dead one owned.</summary>
    public Task UntilTakenOverAsync(RedisServer dead) => UntilAsync(async () =>
        (await PrimariesAsync()).Count == Primaries && !(await KnownAsync(_nodes.First(node => node.IsRunning))).Any(known => known.Port == dead.Port && known.Slots.Length > 0));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task<bool> EachIsFollowedAsync()
    {
        foreach (var primary in await PrimariesAsync())
        {
            if (!(await primary.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<KnownNode[]> KnownAsync(RedisServer node) => [.. (await node.CliAsync("CLUSTER", "NODES")).Split('\n').Select(KnownNode.Parse)];

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await reached())
        {
            await Task.Delay(s_betweenLooks, patience.Token);
        }
    }

    /// <summary>A line of CLUSTER NODES.</summary>
    private sealed record KnownNode(int Port, bool IsPrimary, string Slots)
    {
        public static KnownNode Parse(string line)
        {
            var words = line.Trim().Split(' ');
            var port = words[1].Split('@')[0].Split(':')[^1];
            var slots = words.Skip(8).Where(word => !word.StartsWith('['));
            return new KnownNode(int.Parse(port, CultureInfo.InvariantCulture), words[2].Split(',').Contains("master"), string.Join(' ', slots));
        }

        public bool Owns(int slot) => Slots.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(range => range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray())
            .Any(range => range[0] <= slot && slot <= range[^1]);
    }
}
