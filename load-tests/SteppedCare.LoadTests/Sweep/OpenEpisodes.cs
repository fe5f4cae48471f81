using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.LoadTests.Sweep;

/// <summary>
/// Copies of a few episodes that a server wrote, under other names, as docs/storage.md says where everything lies. A trajectory does not hold its own name.
/// </summary>
internal sealed class OpenEpisodes(RedisPipe redis, string service)
{
    private const int Buckets = 16;
    private const int AtOnce = 2_000;

    /// <summary>What is in the store of an episode that a server wrote.</summary>
    internal OpenEpisode Read(string episode)
    {
        var tag = TagOf(episode);
        var trajectory = redis.Ask(Word("GET"), Word($"{tag}:ep:{episode}")) ?? throw new InvalidOperationException("The server did not write it.");
        return new OpenEpisode(trajectory, redis.Ask(Word("ZSCORE"), Word($"{tag}:due"), Word(episode)));
    }

    /// <summary>Puts so many copies there, of each original in turn.</summary>
    internal void Fill(int count, Func<int, OpenEpisode> original)
    {
        var waiting = 0;
        for (var number = 0; number < count; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"open-{number}");
            var tag = TagOf(name);
            var copy = original(number);
            redis.Send(Word("SET"), Word($"{tag}:ep:{name}"), copy.Trajectory);
            redis.Send(Word("XADD"), Word($"{tag}:log"), Word("*"), Word("c"), Reference(name));
            waiting += 2;
            if (copy.Due is { } due)
            {
                redis.Send(Word("ZADD"), Word($"{tag}:due"), due, Word(name));
                waiting++;
            }

            if (waiting >= AtOnce)
            {
                waiting = Await(waiting);
            }
        }

        Await(waiting);
    }

    /// <summary>How many are due by then.</summary>
    internal long DueBy(DateTimeOffset instant) => Enumerable.Range(0, Buckets).Sum(bucket => long.Parse(
        Encoding.ASCII.GetString(redis.Ask(
            Word("ZCOUNT"), Word($"{Tag(bucket)}:due"), Word("-inf"), Word(instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)))!),
        CultureInfo.InvariantCulture));

    /// <summary>How many writes the log has: one for each episode, and one for each thing that was told.</summary>
    internal long Writes() => Enumerable.Range(0, Buckets).Sum(bucket => long.Parse(Encoding.ASCII.GetString(redis.Ask(Word("XLEN"), Word($"{Tag(bucket)}:log"))!), CultureInfo.InvariantCulture));

    private int Await(int answers)
    {
        for (; answers > 0; answers--)
        {
            redis.Receive();
        }

        return answers;
    }

    private string TagOf(string episode) =>
        Tag((int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(episode))) % Buckets));

    private string Tag(int bucket) => string.Create(CultureInfo.InvariantCulture, $"sc:{{{service}.{bucket:00}}}");

    // RecordEvents, version 1, a leaf that nobody checks here.
    private static byte[] Reference(string episode) => [3, 1, .. new byte[32], .. Word(episode)];

    private static byte[] Word(string text) => Encoding.ASCII.GetBytes(text);
}

/// <summary>An episode as the store keeps it.</summary>
/// <param name="Trajectory">Its bytes.</param>
/// <param name="Due">When the clock has something to tell, as text; null when never.</param>
internal sealed record OpenEpisode(byte[] Trajectory, byte[]? Due);
