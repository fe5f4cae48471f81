using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Group commit: one thread takes whatever writes are waiting, runs them in one transaction and answers all of them once it is on the disk.
/// One wait for the disk then serves up to <see cref="LargestGroup"/> callers.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    public const int LargestGroup = 64;

    private const int LongestQueue = 1024;

    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly Channel<SqliteWrite> _queue = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteEditor? _editor;
    private long _transactions;

    public SqliteWriter(SqliteFile file, TimeProvider time)
    {
        _file = file;
        _time = time;

        // A thread of its own: waiting for the disk would starve the pool that answers calls.
        new Thread(Run) { IsBackground = true, Name = "trajectory writer" }.Start();
    }

    /// <summary>Transactions that reached the disk.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Queues a write and returns once it is durable.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteEditor, long, T> change, CancellationToken cancellationToken)
    {
        var write = new SqliteWrite<T>(change);
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreUnavailableException("The store is closing.", closed);
        }

        try
        {
            return await write.Result.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new CommitFateUnknownException("The call ended before the disk answered.", cancelled);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run()
    {
        var group = new List<SqliteWrite>(LargestGroup);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            WriteGroup(group);
            group.Clear();
        }

        CloseEditor();
        _stopped.SetResult();
    }

    private void WriteGroup(List<SqliteWrite> group)
    {
        var committing = false;
        try
        {
            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            _editor ??= new SqliteEditor(_file.Connect());
            _editor.Begin();
            foreach (var write in group)
            {
                write.Apply(_editor, now);
            }

            _editor.ForgetReplies(now);
            committing = true;
            _editor.Commit();
            Interlocked.Increment(ref _transactions);
        }
        catch (Exception fault)
        {
            // Closing takes everything back, and the next group begins on a fresh connection: recovery needs no restart.
            CloseEditor();
            var cause = Translate(fault, committing);
            group.ForEach(write => write.Fail(cause));
            return;
        }

        group.ForEach(write => write.Complete());
    }

    /// <summary>
    /// A COMMIT that was refused did not happen. One that broke may have reached the log file before the disk reported the fault,
    /// and a crash now would bring it back: only then is its fate unknown.
    /// </summary>
    private static StoreUnavailableException Translate(Exception fault, bool committing)
        => committing && fault is not SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_READONLY }
            ? new CommitFateUnknownException("The disk did not confirm the write.", fault)
            : new StoreUnavailableException("The store cannot write now.", fault);

    private void CloseEditor()
    {
        try
        {
            _editor?.Dispose();
        }
        catch (SqliteException)
        {
            // It broke already, and its callers hear of it.
        }

        _editor = null;
    }
}
