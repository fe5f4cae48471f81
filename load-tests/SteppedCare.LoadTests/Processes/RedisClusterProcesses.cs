using System.Globalization;

namespace SteppedCare.LoadTests.Processes;

/// <summary>A real cluster: three primaries, each with one replica, every node a process that keeps what it acknowledges.</summary>
internal sealed class RedisClusterProcesses : IAsyncDisposable
{
    private const int Primaries = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly RedisProcess[] _nodes;
    private readonly TimeProvider _clock;

    internal RedisClusterProcesses(string folder, TimeSpan nodeTimeout, Random chance, TimeProvider clock)
    {
        _clock = clock;
        _nodes = [.. Enumerable.Range(0, 2 * Primaries).Select(number => new RedisProcess(
            Directory.CreateDirectory(Path.Combine(folder, $"node-{number}")).FullName,
            chance,
            clock,
            "--cluster-enabled", "yes",
            "--cluster-port", LoopbackPort.Free(chance).ToString(CultureInfo.InvariantCulture),
            "--cluster-node-timeout", nodeTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            "--cluster-require-full-coverage", "no",
            "--repl-diskless-sync-delay", "0"))];
    }

    internal string Endpoints => string.Join(',', _nodes.Select(node => node.Endpoint));

    /// <summary>Starts the nodes, joins them, and returns once every slot has a primary and every primary its replica.</summary>
    internal async Task StartAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
        await ChildProcess.RunAsync("redis-cli", ["--cluster", "create", .. _nodes.Select(node => node.Endpoint), "--cluster-replicas", "1", "--cluster-yes"]);
        await UntilWholeAsync();
    }

    /// <summary>The nodes that run and own slots, as each sees itself.</summary>
    internal async Task<IReadOnlyList<RedisProcess>> PrimariesAsync()
    {
        var primaries = new List<RedisProcess>();
        foreach (var node in _nodes.Where(node => node.IsRunning))
        {
            // None while it reads its data after a start: it says so instead.
            var myself = (await node.CliAsync("CLUSTER", "NODES")).Split('\n').Select(line => line.Trim().Split(' '))
                .SingleOrDefault(words => words.Length > 8 && words[2].Contains("myself", StringComparison.Ordinal));
            if (myself is not null && myself[2].Contains("master", StringComparison.Ordinal))
            {
                primaries.Add(node);
            }
        }

        return primaries;
    }

    internal async Task<RedisProcess> ReplicaOfAsync(RedisProcess primary)
    {
        var port = (await primary.CliAsync("INFO", "replication")).Split("port=")[1].Split(',')[0];
        return _nodes.Single(node => port == node.Port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Returns once the others have made one of theirs the primary in place of the one that was killed.</summary>
    internal Task UntilTakenOverAsync() => UntilAsync(async () => (await PrimariesAsync()).Count == Primaries, "The replica did not take over.");

    internal Task UntilWholeAsync() => UntilAsync(
        async () =>
        {
            foreach (var node in _nodes)
            {
                if (!(await node.CliAsync("CLUSTER", "INFO")).Contains("cluster_slots_ok:16384", StringComparison.Ordinal))
                {
                    return false;
                }
            }

            var primaries = await PrimariesAsync();
            var followed = await Task.WhenAll(primaries.Select(async primary => (await primary.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal)));
            return primaries.Count == Primaries && followed.All(online => online);
        },
        "The cluster did not become whole.");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task UntilAsync(Func<Task<bool>> reached, string otherwise)
    {
        var began = _clock.GetTimestamp();
        while (!await reached())
        {
            if (_clock.GetElapsedTime(began) > s_patience)
            {
                throw new InvalidOperationException(otherwise);
            }

            await Task.Delay(s_betweenLooks, _clock);
        }
    }
}
