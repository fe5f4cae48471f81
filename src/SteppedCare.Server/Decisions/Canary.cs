using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Server.Decisions;

/// <summary>
/// A revision that answers a share of a service's episodes. Who is in the share is drawn from names alone, so that every replica and every later moment draws
/// the same, and whoever is in a share is in every larger one. The next canary draws others.
/// </summary>
internal sealed class Canary(IRevision revision, int share)
{
    /// <summary>All episodes; a share counts hundredths of a per cent.</summary>
    internal const int Whole = 10_000;

    private const int Longest = 256;

    private readonly byte[] _digest = Encoding.UTF8.GetBytes($"{revision.Name.Digest}\n");

    internal IRevision Revision { get; } = revision;

    internal int Share { get; } = share;

    internal bool Takes(string service, string episode) => Share >= Whole || Share > 0 && PlaceOf(service, episode) < Share;

    // Names are at most 40 and 64 letters, all ASCII: they fit, and nothing is allocated.
    private int PlaceOf(string service, string episode)
    {
        Span<byte> text = stackalloc byte[Longest];
        _digest.CopyTo(text);
        var length = _digest.Length;
        length += Encoding.UTF8.GetBytes(service, text[length..]);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(episode, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Whole);
    }
}
