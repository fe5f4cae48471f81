using Microsoft.Data.Sqlite;

namespace SteppedCare.LoadTests.Day;

/// <summary>The embedded store's file, opened to read only; it may be in use.</summary>
internal sealed class SqliteEpisodes(string file) : IStoredEpisodes
{
    public string Place => file;

    public async Task<StoreCount> CountAsync(string service, string prefix)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync();

        var episodes = new Dictionary<string, EpisodeCount>(StringComparer.Ordinal);
        await using var trajectories = Ask(connection, "SELECT episode, trajectory FROM episode", service, prefix);
        await using var rows = await trajectories.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            episodes.Add(rows.GetString(0), EpisodeCount.Of(rows.GetFieldValue<byte[]>(1)));
        }

        await using var log = Ask(connection, "SELECT count(*) FROM log", service, prefix);
        return new StoreCount(episodes, (int)(long)(await log.ExecuteScalarAsync())!);
    }

    private static SqliteCommand Ask(SqliteConnection connection, string what, string service, string prefix)
    {
        var command = connection.CreateCommand();
        command.CommandText = what + " WHERE service = $service AND substr(episode, 1, length($prefix)) = $prefix";
        command.Parameters.AddWithValue("$service", service);
        command.Parameters.AddWithValue("$prefix", prefix);
        return command;
    }
}
