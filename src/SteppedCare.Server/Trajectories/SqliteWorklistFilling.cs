using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>Fills the worklist of a file that had none from the trajectories that are in it, within the transaction that takes the file forward.</summary>
internal static class SqliteWorklistFilling
{
    private const int AtOnce = 1_024;

    public static void Run(SqliteConnection connection)
    {
        using var read = new SqliteStatement(connection, "SELECT rowid, service, episode, trajectory FROM episode WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", 2);
        using var editor = new SqliteWorklistEditor(connection);
        for (var after = long.MinValue; ;)
        {
            var page = new List<(EpisodeKey Key, byte[] Trajectory)>(AtOnce);
            using (var row = read.Query(after, AtOnce))
            {
                while (row.Read())
                {
                    after = row.GetInt64(0);
                    page.Add((new EpisodeKey(row.GetString(1), row.GetString(2)), row.GetFieldValue<byte[]>(3)));
                }
            }

            foreach (var (key, trajectory) in page)
            {
                Fill(editor, key, trajectory);
            }

            if (page.Count < AtOnce)
            {
                return;
            }
        }
    }

    private static void Fill(SqliteWorklistEditor editor, EpisodeKey key, byte[] trajectory)
    {
        try
        {
            // No zone changes which tasks are open.
            editor.Set(key, OpenTask.Of(EpisodeHistory.Of(TrajectoryCodec.Decode(trajectory), TimeZoneInfo.Utc)));
        }
        catch (FormatException)
        {
            // One that cannot be read is no reason to refuse all others; whoever asks for it hears that it is damaged.
        }
    }
}
