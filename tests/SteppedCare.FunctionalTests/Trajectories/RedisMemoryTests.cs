using System.Globalization;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using Xunit.Abstractions;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What an episode costs in Redis, as Redis itself counts it.</summary>
public sealed class RedisMemoryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;
    private RedisServer _server = null!;
    private RedisTrajectoryStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _store = new RedisTrajectoryStore(new RedisOptions { Endpoints = _server.Endpoint, CallTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>
    /// The allocator serves a string of this length from its class of 1,024 bytes, all in 1,128 with names as long as these. One byte more takes the
    /// next class and costs 1,384: twelve sessions have to fit into 1,018 bytes.
    /// </summary>
    [Fact]
    public async Task Twelve_item_level_sessions_take_at_most_1_2_kibibytes()
    {
        var key = new EpisodeKey("talking-therapies-leeds", "p-7f3a9c41d2e84b06");
        await _store.CommitAsync(key, Upon(0) with { Trajectory = Trajectory(1, 1018) }, _bounded);

        var used = (long)await _server.CommandAsync("MEMORY", "USAGE", new RedisKeys(EpisodeTag.Of(key)).Episode(key.Episode).ToString());

        output.WriteLine($"{used} bytes");
        Assert.InRange(used, 1018, 1228);
    }

    /// <summary>
    /// The 64th part of two million, so that every hash table is as full as it would be there. Five writes, two of them with a decision; 762 bytes
    /// are the most that the class of 768 holds. One episode in twenty has an open risk task. Kept replies come on top: their number follows the day's
    /// calls, not the episodes.
    /// </summary>
    [Fact]
    public async Task Two_million_live_episodes_take_at_most_2_5_gibibytes()
    {
        const int Part = 64;
        const int Writes = 5;
        var episodes = Enumerable.Range(0, 2_000_000 / Part).Select(number => (Number: number, Key: Key(number))).ToArray();
        var tag = new RedisKeys(EpisodeTag.Of(episodes[0].Key));
        await _store.CommitAsync(Key(-1), Upon(0), _bounded);
        var before = await UsedAsync();

        await Parallel.ForEachAsync(episodes, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = _bounded }, async (episode, token) =>
        {
            for (var version = 0; version < Writes; version++)
            {
                var commit = Upon(version) with
                {
                    Trajectory = Trajectory(version + 1, 762 * (version + 1) / Writes),
                    EarliestDue = Monday.AddMinutes(episode.Number),
                    OldestOpenRiskTask = episode.Number % 20 == 0 ? Monday.AddSeconds(episode.Number) : null,
                };
                Assert.Equal(CommitResult.Committed, await _store.CommitAsync(episode.Key, commit, token));
            }
        });

        var used = await UsedAsync() - before;
        output.WriteLine($"{used / episodes.Length} bytes an episode, {used * Part / (double)(1 << 30):f2} GiB for two million");
        output.WriteLine($"of these: trajectory {await CostAsync(tag.Episode(episodes[0].Key.Episode).ToString(), 1)}");
        output.WriteLine($"due {await CostAsync(tag.Due.ToString(), await CountAsync("ZCARD", tag.Due.ToString()))} an episode with something due");
        output.WriteLine($"tasks {await CostAsync(tag.Tasks.ToString(), await CountAsync("ZCARD", tag.Tasks.ToString()))} an open risk task");
        output.WriteLine($"log {await CostAsync(tag.Log.ToString(), await CountAsync("XLEN", tag.Log.ToString()))} a write");
        Assert.InRange(used * Part, 1L << 30, 5L << 29);
    }

    private static EpisodeKey Key(int number) => new("leeds", $"p-{(ulong)number * 0x9E3779B97F4A7C15:x16}");

    private async Task<long> CostAsync(string key, long among) => (long)await _server.CommandAsync("MEMORY", "USAGE", key, "SAMPLES", 0) / among;

    private async Task<long> CountAsync(string command, string key) => (long)await _server.CommandAsync(command, key);

    /// <summary>Without the buffers of connected clients, which follow the traffic.</summary>
    private async Task<long> UsedAsync()
    {
        var facts = ((string?)await _server.CommandAsync("INFO", "memory") ?? string.Empty).Split("\r\n");
        return Fact("used_memory") - Fact("mem_clients_normal");

        long Fact(string name) => long.Parse(facts.Single(fact => fact.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
