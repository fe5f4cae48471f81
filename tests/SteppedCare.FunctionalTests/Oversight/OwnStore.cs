using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>A store that a test may harm, and the servers that it starts upon it.</summary>
internal sealed class OwnStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-oversight-");
    private readonly RedisServer? _redis;

    private OwnStore(RedisServer? redis) => _redis = redis;

    internal RedisServer Redis => _redis!;

    internal string File => Path.Combine(_folder.FullName, "trajectories.db");

    internal static async Task<OwnStore> StartAsync(string store) => new(store == BothServers.Redis ? await RedisServer.StartDurableAsync() : null);

    internal Task<AssembledServer> ServeAsync(Action<IServiceCollection>? also = null) => AssembledServer.StartAsync(_folder.FullName, _redis?.Endpoint, also: also);

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
