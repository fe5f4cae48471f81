using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SteppedCare;

/// <summary>
/// A trajectory as bytes: a header of format, version and nonce, then the entries, each after its length. One more entry is a new version in the header and
/// bytes at the end. Golden vectors stand in docs/storage-vectors.txt; bytes once written are read for ever.
/// </summary>
internal static class TrajectoryCodec
{
    internal const int HeaderLength = 1 + 4 + NonceLength;

    internal const int NonceLength = 16;

    private const byte Format = 1;

    internal static byte[] Encode(Trajectory trajectory)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        WriteHeader(bytes.GetSpan(HeaderLength), trajectory.Version, trajectory.Nonce.AsSpan());
        bytes.Advance(HeaderLength);
        TrajectoryEntry? before = null;
        foreach (var entry in trajectory.Entries)
        {
            WritePrefixed(bytes, EntryCodec.Encode(entry, before));
            before = entry;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">These bytes are no trajectory, are cut short, or were written by a newer version.</exception>
    internal static Trajectory Decode(ReadOnlySpan<byte> bytes)
    {
        var version = VersionOf(bytes);
        var nonce = ImmutableArray.Create(bytes.Slice(HeaderLength - NonceLength, NonceLength));
        var rest = bytes[HeaderLength..];
        var entries = ImmutableArray.CreateBuilder<TrajectoryEntry>();
        while (!rest.IsEmpty)
        {
            entries.Add(EntryCodec.Decode(FieldReader.Prefixed(ref rest), entries.Count == 0 ? null : entries[^1]));
        }

        return entries.Count == version
            ? new Trajectory(nonce, entries.ToImmutable())
            : throw new FormatException("The trajectory does not hold as many entries as its version says.");
    }

    /// <summary>The version alone, from the header.</summary>
    /// <exception cref="FormatException">These bytes are no trajectory of this format.</exception>
    internal static int VersionOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Format)
        {
            throw new FormatException("Not a trajectory of this format.");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]);
        return version <= int.MaxValue ? (int)version : throw new FormatException("Not a trajectory of this format.");
    }

    /// <summary>
    /// The bytes of a trajectory with one more entry. What was written before is carried over as it stands, never written anew.
    /// </summary>
    /// <param name="existing">The bytes of <paramref name="before"/>; empty when the episode does not exist yet.</param>
    /// <param name="before">The trajectory so far.</param>
    /// <param name="entry">What is added, as <see cref="EncodeEntry"/> gives it.</param>
    internal static byte[] AppendEntry(ReadOnlySpan<byte> existing, Trajectory before, ReadOnlySpan<byte> entry)
    {
        if (!existing.IsEmpty && VersionOf(existing) != before.Version)
        {
            throw new ArgumentException("The bytes are of another version.", nameof(existing));
        }

        var bytes = new ArrayBufferWriter<byte>(Math.Max(existing.Length, HeaderLength) + 256);
        WriteHeader(bytes.GetSpan(HeaderLength), before.Version + 1, before.Nonce.AsSpan());
        bytes.Advance(HeaderLength);
        bytes.Write(existing.IsEmpty ? [] : existing[HeaderLength..]);
        WritePrefixed(bytes, entry);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The bytes of one entry, as they follow their length. Its instant is written against the entry before.</summary>
    internal static byte[] EncodeEntry(Trajectory before, TrajectoryEntry entry) => EntryCodec.Encode(entry, before.Version == 0 ? null : before.Entries[^1]);

    /// <summary>
    /// The leaf that the log keeps of an entry: SHA-256 over nonce, version (four bytes, least significant first) and the entry's bytes.
    /// Without the nonce, which goes when the trajectory is erased, it cannot be guessed from what was written.
    /// </summary>
    internal static byte[] Leaf(ReadOnlySpan<byte> nonce, int version, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(nonce);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)version);
        hash.AppendData(number);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    private static void WriteHeader(Span<byte> header, int version, ReadOnlySpan<byte> nonce)
    {
        if (nonce.Length != NonceLength)
        {
            throw new ArgumentException("A nonce is sixteen bytes.", nameof(nonce));
        }

        header[0] = Format;
        BinaryPrimitives.WriteUInt32LittleEndian(header[1..], (uint)version);
        nonce.CopyTo(header[(HeaderLength - NonceLength)..]);
    }

    private static void WritePrefixed(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> entry)
    {
        Varint.Write(bytes, (uint)entry.Length);
        bytes.Write(entry);
    }
}
