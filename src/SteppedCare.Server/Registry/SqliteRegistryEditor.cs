using Microsoft.Data.Sqlite;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What is written of policies, on the connection that writes.</summary>
internal sealed class SqliteRegistryEditor(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _length = new(connection, SqliteRegistryReader.Length, 0);
    private readonly SqliteStatement _append = new(connection, "INSERT INTO registry (place, entry) VALUES (?1, ?2)", 2);
    private readonly SqliteStatement _blob = new(connection, "INSERT INTO blob (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO UPDATE SET bytes = excluded.bytes", 2);
    private readonly SqliteStatement _artefact = new(
        connection, "INSERT INTO artefact (key, used, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET used = excluded.used, bytes = excluded.bytes", 3);

    private readonly SqliteStatement _used = new(connection, "UPDATE artefact SET used = ?2 WHERE key = ?1", 2);
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM artefact WHERE used < ?1", 1);

    /// <summary>Checks before it writes, so a refused append leaves nothing behind in the transaction it shares with others.</summary>
    public bool TryAppend(long length, IReadOnlyList<ReadOnlyMemory<byte>> entries, IReadOnlyList<RegistryBlob> blobs)
    {
        using (var row = _length.Query())
        {
            row.Read();
            if (row.GetInt64(0) != length)
            {
                return false;
            }
        }

        foreach (var blob in blobs)
        {
            _blob.Run(blob.Digest, blob.Bytes.ToArray());
        }

        for (var index = 0; index < entries.Count; index++)
        {
            _append.Run(length + index, entries[index].ToArray());
        }

        return true;
    }

    public void KeepArtefact(string key, ReadOnlyMemory<byte> bytes, long now)
    {
        _artefact.Run(key, now, bytes.ToArray());
        _forget.Run(now - (long)IRegistryStore.ArtefactLifetime.TotalMilliseconds);
    }

    public void UseArtefact(string key, long now) => _used.Run(key, now);

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_length, _append, _blob, _artefact, _used, _forget])
        {
            statement.Dispose();
        }
    }
}
