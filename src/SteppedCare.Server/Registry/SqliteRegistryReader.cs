using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What is read of policies, on a connection that reads.</summary>
internal sealed class SqliteRegistryReader(SqliteConnection connection) : IDisposable
{
    /// <summary>How many entries there are: places are numbered from 0 without a gap.</summary>
    public const string Length = "SELECT coalesce(max(place) + 1, 0) FROM registry";

    /// <summary>The epoch of a tag, to be asked by <see cref="EpochOf(SqliteStatement, EpisodeTag)"/>.</summary>
    public const string Epoch = "SELECT epoch, mark FROM epoch WHERE service = ?1 AND bucket = ?2";

    private readonly SqliteStatement _entries = new(connection, "SELECT entry FROM registry WHERE place >= ?1 ORDER BY place", 1);
    private readonly SqliteStatement _blob = new(connection, "SELECT bytes FROM blob WHERE digest = ?1", 1);
    private readonly SqliteStatement _artefact = new(connection, "SELECT bytes, used FROM artefact WHERE key = ?1", 1);

    private readonly SqliteStatement _epoch = new(connection, Epoch, 2);

    public ImmutableArray<ReadOnlyMemory<byte>> Entries(long from)
    {
        var entries = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        using var row = _entries.Query(from);
        while (row.Read())
        {
            entries.Add(row.GetFieldValue<byte[]>(0));
        }

        return entries.DrainToImmutable();
    }

    public byte[]? Blob(string digest)
    {
        using var row = _blob.Query(digest);
        return row.Read() ? row.GetFieldValue<byte[]>(0) : null;
    }

    public (byte[] Bytes, long Used)? Artefact(string key)
    {
        using var row = _artefact.Query(key);
        return row.Read() ? (row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }

    public TagEpoch EpochOf(EpisodeTag tag) => EpochOf(_epoch, tag);

    public static TagEpoch EpochOf(SqliteStatement epoch, EpisodeTag tag)
    {
        using var row = epoch.Query(tag.Service, tag.Bucket);
        return row.Read() ? new TagEpoch(row.GetInt64(0), row.GetInt64(1)) : default;
    }

    public void Dispose()
    {
        _epoch.Dispose();
        _entries.Dispose();
        _blob.Dispose();
        _artefact.Dispose();
    }
}
