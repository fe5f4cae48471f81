using StackExchange.Redis;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>The names of everything Redis keeps of policies, all in one slot. They are a format: documented, never changed.</summary>
internal static class RedisRegistryKeys
{
    private const string Prefix = "sc:{registry}:";

    public static RedisKey Log => Prefix + "log";

    public static RedisKey Replicas => Prefix + "replicas";

    public static RedisKey Wanted => Prefix + "wanted";

    public static RedisKey Acknowledged => Prefix + "acked";

    public static RedisKey Blob(string digest) => Prefix + "blob:" + digest;

    public static RedisKey Artefact(string key) => Prefix + "artefact:" + key;

    public static RedisKey Lease(string name) => Prefix + "lease:" + name;

    public static RedisKey Counts(string service, TagEpoch epoch, CountKind kind) =>
        $"{Prefix}counts:{service}:{epoch.ToString().Replace(' ', '.')}:{WordOf(kind)}";

    private static string WordOf(CountKind kind) => kind switch
    {
        CountKind.Arm => "arm",
        CountKind.Shadow => "shadow",
        _ => "sample",
    };
}
