using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Server.Registry;

/// <summary>Bytes under their SHA-256, lower-case hexadecimal.</summary>
internal sealed record RegistryBlob(string Digest, ReadOnlyMemory<byte> Bytes)
{
    internal static RegistryBlob Of(ReadOnlyMemory<byte> bytes) => new(DigestOf(bytes.Span), bytes);

    internal static RegistryBlob Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes, if they are what that digest says; null otherwise.</summary>
    internal static ReadOnlyMemory<byte>? Verified(string digest, byte[]? bytes) =>
        bytes is not null && DigestOf(bytes) == digest ? (ReadOnlyMemory<byte>?)bytes : null;

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
