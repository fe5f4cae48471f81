using System.Reflection;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>What we call of the Redis client that restores here exists in the one that the public feed brings.</summary>
public sealed class RedisReferenceTests
{
    private static readonly string s_public = typeof(RedisReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PublicRedis").Value!;

    /// <summary>Every assembly of ours that names the Redis client.</summary>
    public static TheoryData<string> Users => ["SteppedCare.Server.dll"];

    [Theory]
    [MemberData(nameof(Users))]
    public void Everything_that_we_reference_exists_in_the_public_version(string user)
    {
        using var image = AssemblyImage.Open(Path.Combine(AppContext.BaseDirectory, user));
        using var redis = AssemblyImage.Open(s_public);

        var scan = ReferenceScan.Of(image, redis);

        Assert.Empty(scan.Missing);
        Assert.True(scan.Checked > 20, $"only {scan.Checked} references were found");
    }

    [Fact]
    public void The_two_versions_are_those_we_think() => Assert.Multiple(
        () => Assert.Equal(2, AssemblyName.GetAssemblyName(s_public).Version!.Major),
        () => Assert.Equal(1, AssemblyName.GetAssemblyName(Here).Version!.Major));

    [Fact]
    public void The_calls_of_a_store_are_in_both()
    {
        var scan = Scan("""
            using System.Threading.Tasks;
            using StackExchange.Redis;
            public static class Store
            {
                public static async Task<bool> Use(string to)
                {
                    var options = ConfigurationOptions.Parse(to);
                    options.AbortOnConnectFail = false;
                    using var redis = ConnectionMultiplexer.Connect(options);
                    redis.ConnectionRestored += (_, e) => System.GC.KeepAlive(e.EndPoint);
                    var db = redis.GetDatabase();
                    RedisKey key = "k";
                    var text = await db.StringGetAsync(key);
                    var done = await db.ScriptEvaluateAsync("return 1", new[] { key }, new[] { text });
                    await db.HashSetAsync(key, new[] { new HashEntry("f", 1) });
                    return await db.KeyDeleteAsync(key) && (long)done == 1 && redis.IsConnected;
                }
            }
            """);

        Assert.Empty(scan.Missing);
        Assert.InRange(scan.Checked, 15, 80);
    }

    [Fact]
    public void A_call_that_the_public_version_dropped_is_reported()
    {
        var scan = Scan("""
            using StackExchange.Redis;
            public static class Store
            {
                public static void Profile(ConnectionMultiplexer redis, object context) => redis.BeginProfiling(context);
            }
            """);

        Assert.Equal(["StackExchange.Redis.ConnectionMultiplexer: Void BeginProfiling(Object)"], scan.Missing);
    }

    private static string Here => Path.Combine(AppContext.BaseDirectory, "StackExchange.Redis.dll");

    private static ReferenceScan Scan(string source)
    {
        using var user = Compiled.Image("User", source, Compiled.Library(Here));
        using var redis = AssemblyImage.Open(s_public);
        return ReferenceScan.Of(user, redis);
    }
}
