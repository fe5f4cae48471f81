using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace SteppedCare.Server.Trajectories;

/// <summary>What the client gives and takes, as we have it.</summary>
internal static class RedisForms
{
    public static RedisResult[] Items(RedisResult result) => (RedisResult[]?)result ?? [];

    public static ReadOnlyMemory<byte> Bytes(RedisResult result) => (byte[]?)result;

    public static string Text(RedisResult result) => (string?)result ?? string.Empty;

    public static RedisValue Value(ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length
            ? array
            : bytes.ToArray();
}
