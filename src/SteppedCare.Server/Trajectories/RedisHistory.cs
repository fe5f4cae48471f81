namespace SteppedCare.Server.Trajectories;

/// <summary>
/// The name that a primary gives to its own sequence of writes: Redis's master_replid. A promoted replica and a restarted primary begin one of their own, so
/// two answers under one name come from one server that was the primary all the time between.
/// </summary>
internal static class RedisHistory
{
    private const string Field = "master_replid:";

    /// <summary>The name in an INFO replication; empty where there is none.</summary>
    public static string Of(string info)
        => Lines(info).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))?[Field.Length..] ?? string.Empty;

    /// <summary>Whether this INFO replication is a primary's.</summary>
    public static bool IsPrimary(string info) => Lines(info).Contains("role:master", StringComparer.Ordinal);

    /// <summary>How many replicas are connected to it.</summary>
    public static int Replicas(string info)
        => Lines(info).Count(line => line.StartsWith("slave", StringComparison.Ordinal) && line.Contains("state=online", StringComparison.Ordinal));

    private static string[] Lines(string info) => info.Split("\r\n");
}
