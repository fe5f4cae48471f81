using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>One compiled script as one file: code, debug information and manifest, sealed by a hash.</summary>
/// <remarks>
/// Layout: "SCPA", one byte for the format, 32 bytes SHA-256 over all that follows; then four parts, each a length in four little-endian bytes and
/// its bytes: the key it was made under, the assembly, its symbols, the manifest.
/// </remarks>
internal sealed record PolicyArtefact(string Key, byte[] Image, byte[] Symbols, PolicyManifest Manifest)
{
    private const byte FormatVersion = 1;
    private const int HeaderLength = 4 + 1 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "SCPA"u8;

    internal byte[] ToBytes()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        foreach (var part in new[] { Encoding.ASCII.GetBytes(Key), Image, Symbols, Manifest.ToBytes() })
        {
            writer.Write(part.Length);
            writer.Write(part);
        }

        writer.Flush();
        var body = content.ToArray();
        return [.. Magic, FormatVersion, .. SHA256.HashData(body), .. body];
    }

    /// <summary>Null for anything but a whole artefact made under this key: the caller then compiles anew.</summary>
    internal static PolicyArtefact? TryRead(ReadOnlySpan<byte> bytes, string key)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic) || bytes[Magic.Length] != FormatVersion
            || !SHA256.HashData(bytes[HeaderLength..]).AsSpan().SequenceEqual(bytes[(Magic.Length + 1)..HeaderLength]))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes[HeaderLength..].ToArray(), writable: false));
        var parts = new byte[4][];
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = reader.ReadBytes(reader.ReadInt32());
        }

        return Encoding.ASCII.GetString(parts[0]) == key ? new PolicyArtefact(key, parts[1], parts[2], PolicyManifest.FromBytes(parts[3])) : null;
    }
}
