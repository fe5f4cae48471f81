using System.Reflection;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using Xunit.Sdk;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>One server on an embedded file and one on a durable Redis, for all tests that do not harm them.</summary>
public sealed class BothServers : IAsyncLifetime
{
    internal const string Embedded = "embedded";
    internal const string Redis = "redis";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-end-to-end-");
    private AssembledServer _embedded = null!;
    private AssembledServer _onRedis = null!;

    internal RedisServer RedisServer { get; private set; } = null!;

    /// <summary>The server on that store. It is Monday again.</summary>
    internal AssembledServer On(string store)
    {
        var server = Of(store);
        server.Clock.Now = AssembledServer.Monday;
        return server;
    }

    /// <summary>A day later, for kept replies: the embedded file looks at the server's clock, Redis at its own.</summary>
    internal async Task LetRepliesExpireAsync(string store, EpisodeKey key)
    {
        Of(store).Clock.Now += KeptReply.Lifetime;
        if (store == Redis)
        {
            var names = (string[]?)await RedisServer.CommandAsync("KEYS", $"sc:{EpisodeTag.Of(key)}:reply:{key.Episode}:*");
            foreach (var name in names ?? [])
            {
                Assert.Equal(1, (int)await RedisServer.CommandAsync("PEXPIREAT", name, 1));
            }
        }
    }

    private AssembledServer Of(string store) => store == Redis ? _onRedis : _embedded;

    public async Task InitializeAsync()
    {
        RedisServer = await RedisServer.StartDurableAsync();
        _embedded = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, Embedded));
        _onRedis = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, Redis), RedisServer.Endpoint);
    }

    public async Task DisposeAsync()
    {
        await _embedded.DisposeAsync();
        await _onRedis.DisposeAsync();
        await RedisServer.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

[CollectionDefinition(nameof(BothServers))]
public sealed class BothServersCollection : ICollectionFixture<BothServers>;

/// <summary>Asked once of the server on each store.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnBothStoresAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[BothServers.Embedded], [BothServers.Redis]];
}
