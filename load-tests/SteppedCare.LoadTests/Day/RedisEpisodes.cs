using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace SteppedCare.LoadTests.Day;

/// <summary>A Redis server, or several of a cluster, with the keys of docs/storage.md.</summary>
/// <param name="configuration">"host:port", and whatever else the Redis client understands, such as ",password=...".</param>
internal sealed class RedisEpisodes(string configuration) : IStoredEpisodes
{
    private const int Buckets = 16;
    private const int KeysAtOnce = 500;
    private const int LogEntriesAtOnce = 1_000;
    private const int LeafLength = 32;

    public string Place => configuration.Split(',')[0];

    // Without await on the client: what continues on its own thread cannot close it.
    public Task<StoreCount> CountAsync(string service, string prefix) => Task.Run(() =>
    {
        using var connection = ConnectionMultiplexer.Connect(configuration + ",syncTimeout=30000");
        var database = connection.GetDatabase();

        // A cluster's replicas name the same keys again.
        var keys = connection.GetEndPoints()
            .SelectMany(end => connection.GetServer(end).Keys(pattern: $"sc:{{{service}.??}}:ep:{prefix}*", pageSize: KeysAtOnce))
            .Select(key => (string)key!)
            .Distinct(StringComparer.Ordinal);
        var episodes = keys.ToDictionary(
            key => key[(key.LastIndexOf(':') + 1)..], key => EpisodeCount.Of((byte[])database.StringGet(key)!), StringComparer.Ordinal);
        var logged = Enumerable.Range(0, Buckets)
            .SelectMany(bucket => Log(database, string.Create(CultureInfo.InvariantCulture, $"sc:{{{service}.{bucket:00}}}:log")))
            .Count(episode => episode.StartsWith(prefix, StringComparison.Ordinal));
        return new StoreCount(episodes, logged);
    });

    /// <summary>The episode of each entry.</summary>
    private static IEnumerable<string> Log(IDatabase database, string log)
    {
        RedisResult[] entries;
        var from = "-";
        do
        {
            entries = (RedisResult[])database.Execute("XRANGE", log, from, "+", "COUNT", LogEntriesAtOnce)!;
            foreach (var entry in entries)
            {
                var parts = (RedisResult[])entry!;
                yield return EpisodeOf((byte[])((RedisResult[])parts[1]!)[1]!);
                from = "(" + (string)parts[0]!;
            }
        }
        while (entries.Length == LogEntriesAtOnce);
    }

    // Kind, a byte; version, base-128; leaf; then the episode's name.
    private static string EpisodeOf(byte[] packed)
    {
        var at = 1;
        while (packed[at] > 0x7F)
        {
            at++;
        }

        return Encoding.ASCII.GetString(packed.AsSpan(at + 1 + LeafLength));
    }
}
