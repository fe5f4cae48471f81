using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Hosting;

/// <summary>Reads where trajectories are kept.</summary>
internal static class StoreSettings
{
    private const string EmbeddedFile = "trajectories.db";

    public static StoreOptions Read(SettingsReader reader, FolderOptions folders)
    {
        var defaults = new StoreOptions();
        if (reader.Has(SettingNames.StoreRedisPassword) && !reader.Has(SettingNames.StoreRedis))
        {
            reader.Refuse(SettingNames.StoreRedisPassword, $"of no use without {SettingNames.StoreRedis}.");
        }

        var replicas = reader.Read(SettingNames.StoreRedisReplicas, Values.Whole(0, 5), defaults.RedisReplicas);
        if (replicas > 0 && !reader.Has(SettingNames.StoreRedis))
        {
            reader.Refuse(SettingNames.StoreRedisReplicas, $"of no use without {SettingNames.StoreRedis}.");
        }

        return new StoreOptions
        {
            Redis = reader.Read(SettingNames.StoreRedis, TryEndpoints, defaults.Redis),
            RedisPassword = reader.Read<string?>(SettingNames.StoreRedisPassword, TryPassword, null),
            RedisSsl = reader.Read<bool>(SettingNames.StoreRedisSsl, Values.Flag, defaults.RedisSsl),
            RedisCallTimeout = reader.Read(
                SettingNames.StoreRedisCallTimeout, Values.Time(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30)), defaults.RedisCallTimeout),
            RedisReplicas = replicas,
            SqlitePath = Path.Combine(folders.Data, EmbeddedFile),
        };
    }

    private static bool TryPassword(string text, out string? value)
    {
        value = text;
        return text.Length <= 512;
    }

    // Strict, because the client would take "host:port,password=..." for options, and what was given here is printed.
    private static bool TryEndpoints(string text, out string value)
    {
        value = text;
        return text.Split(',').All(endpoint =>
            endpoint.LastIndexOf(':') is > 0 and var colon
            && Uri.CheckHostName(endpoint[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            && ushort.TryParse(endpoint[(colon + 1)..], out var port) && port > 0);
    }
}
