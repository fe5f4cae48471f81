using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>The connections that read, lent to one question at a time.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private volatile bool _closed;

    // On the caller's thread: a read finds its pages in memory and costs less than handing it over would.
    public Task<T> ReadAsync<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (_closed)
        {
            return Task.FromException<T>(new StoreUnavailableException("The store is closing."));
        }

        SqliteReader? reader = null;
        try
        {
            if (!_idle.TryTake(out reader))
            {
                reader = new SqliteReader(file.Connect());
            }

            var found = read(reader);
            Return(reader);
            return Task.FromResult(found);
        }
        catch (SqliteException fault)
        {
            reader?.Dispose();
            return Task.FromException<T>(new StoreUnavailableException("The store cannot be read now.", fault));
        }
    }

    /// <summary>From here on nothing more is read.</summary>
    public void Close() => _closed = true;

    public void Dispose()
    {
        Close();
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void Return(SqliteReader reader)
    {
        _idle.Add(reader);
        if (_closed && _idle.TryTake(out var late))
        {
            late.Dispose();
        }
    }
}
