using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Server.Services;

/// <summary>
/// What a caller hands back to go on: bytes that only this server reads, bound to what they were given for. A token that was altered, is of another purpose or
/// belongs to another question does not read.
/// </summary>
internal static class OpaqueTokens
{
    private const byte Form = 1;
    private const int CheckLength = 8;

    // Sixteen places of two numbers take a quarter of it.
    private const int LongestToken = 2_048;

    /// <summary>Writes one.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="scope">What it belongs to: the question without what changes from page to page.</param>
    /// <param name="write">What it holds.</param>
    internal static string Write(string purpose, byte[] scope, Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        writer.Flush();
        var content = bytes.ToArray();
        return Base64Url.EncodeToString([Form, .. CheckOf(purpose, scope, content), .. content]);
    }

    /// <summary>Reads one; null when it is not one of ours for this.</summary>
    internal static T? Read<T>(string purpose, byte[] scope, string token, Func<BinaryReader, T> read)
        where T : struct
    {
        if (token.Length > LongestToken || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not [Form, .. { Length: >= CheckLength } rest]
            || !rest.AsSpan(0, CheckLength).SequenceEqual(CheckOf(purpose, scope, rest[CheckLength..])))
        {
            return null;
        }

        using var bytes = new MemoryStream(rest, CheckLength, rest.Length - CheckLength);
        using var reader = new BinaryReader(bytes);
        return read(reader);
    }

    private static byte[] CheckOf(string purpose, byte[] scope, byte[] content) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(purpose), 0, .. SHA256.HashData(scope), .. content])[..CheckLength];
}
