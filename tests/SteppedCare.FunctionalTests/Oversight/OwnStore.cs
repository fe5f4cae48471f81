using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;

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

    /// <summary>As if all that a tag's log holds were past its retention.</summary>
    internal async Task TrimAsync(AssembledServer server, EpisodeTag tag)
    {
        var end = (await server.Services.GetRequiredService<ILogTail>().BoundsAsync(tag, CancellationToken.None)).End;
        if (server.Services.GetService<SqliteTrajectoryStore>() is null)
        {
            var keys = new RedisKeys(tag);
            await Redis.CommandAsync("XTRIM", keys.Log.ToString(), "MAXLEN", 0);
            await Redis.CommandAsync("SET", keys.Trimmed.ToString(), $"{end.High}-{end.Low} {AssembledServer.Monday.ToUnixTimeMilliseconds()}");
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DELETE FROM log WHERE service = '{tag.Service}' AND bucket = {tag.Bucket}; INSERT INTO trimmed VALUES ('{tag.Service}', {tag.Bucket}, {end.High}, {AssembledServer.Monday.ToUnixTimeMilliseconds()})";
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
