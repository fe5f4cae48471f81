using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// One of the sixteen parts of a service's episodes, as spread over a cluster. Its spelling is the hash tag of every key,
/// so everything that one commit touches lies in one slot. Never changed: stored keys would no longer be found.
/// </summary>
internal readonly record struct EpisodeTag
{
    public const int Buckets = 16;

    private const int LongestService = 40;
    private const int LongestName = 64;

    private static readonly SearchValues<char> s_serviceLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> s_nameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public EpisodeTag(string service, int bucket)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bucket);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bucket, Buckets);
        if (service is not { Length: > 0 and <= LongestService } || service.AsSpan().ContainsAnyExcept(s_serviceLetters))
        {
            throw new ArgumentException("A service name that the stores cannot keep.", nameof(service));
        }

        Service = service;
        Bucket = bucket;
    }

    public string Service { get; }

    public int Bucket { get; }

    public static EpisodeTag Of(EpisodeKey key) => new(key.Service, BucketOf(Name(key.Episode, nameof(key))));

    public static IEnumerable<EpisodeTag> All(string service) => Enumerable.Range(0, Buckets).Select(bucket => new EpisodeTag(service, bucket));

    /// <summary>The name, once it is certain that it cannot end a hash tag or forge a key.</summary>
    public static string Name(string name, string parameter)
    {
        if (name is not { Length: > 0 and <= LongestName } || name.AsSpan().ContainsAnyExcept(s_nameLetters))
        {
            throw new ArgumentException("A name that the stores cannot keep.", parameter);
        }

        return name;
    }

    public override string ToString() => $"{{{Service}.{Bucket:00}}}";

    private static int BucketOf(string episode)
    {
        Span<byte> name = stackalloc byte[LongestName];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..Encoding.UTF8.GetBytes(episode, name)], hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Buckets);
    }
}
