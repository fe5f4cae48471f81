namespace SteppedCare.LoadTests.Processes;

/// <summary>A server in a folder and on a store of its own: the embedded file, or a Redis that fsyncs every write. All of it is gone when the run is over.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private GrpcServerProcess? _server;

    private OwnServer(DirectoryInfo folder, RedisProcess? redis)
    {
        _folder = folder;
        Redis = redis;
    }

    /// <summary>Where the server keeps its data, and a run whatever it needs beside.</summary>
    internal string Folder => _folder.FullName;

    internal RedisProcess? Redis { get; }

    internal GrpcServerProcess Server => _server!;

    /// <summary>Starts the store, if it is one, and then the server.</summary>
    /// <param name="run">The verb, for the folder's name.</param>
    /// <param name="binary">SteppedCare.Server.dll.</param>
    /// <param name="onRedis">On a Redis; otherwise on the embedded file.</param>
    /// <param name="chance">Draws the ports.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="settings">Of the server, once its folder is known.</param>
    internal static async Task<OwnServer> StartAsync(
        string run, FileInfo binary, bool onRedis, Random chance, TimeProvider clock, Func<string, IEnumerable<string>>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory($"steppedcare-{run}-");
        var own = new OwnServer(folder, onRedis ? new RedisProcess(folder.FullName, chance, clock) : null);
        try
        {
            await (own.Redis?.StartAsync() ?? Task.CompletedTask);
            own._server = GrpcServerProcess.OfService(binary, own.Folder, own.Redis?.Endpoint, chance, clock, settings?.Invoke(own.Folder) ?? []);
            await own._server.StartAsync();
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }
}
