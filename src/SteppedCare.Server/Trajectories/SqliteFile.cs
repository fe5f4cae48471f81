using Microsoft.Data.Sqlite;

namespace SteppedCare.Server.Trajectories;

/// <summary>One database file, held by this process alone: group commit and the log's order rest on there being a single writer.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _connectionString;
    private readonly FileStream _lock;
    private readonly TimeSpan _patience;

    private SqliteFile(string path, FileStream exclusive, TimeSpan patience)
    {
        _lock = exclusive;
        _patience = patience;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(patience.TotalSeconds),
        }.ToString();
    }

    /// <exception cref="StoreUnavailableException">Another process has it, it is damaged or not ours, it is newer than this binary, or it cannot be written.</exception>
    public static SqliteFile Open(string path, TimeSpan patience)
    {
        path = Path.GetFullPath(path);
        var file = new SqliteFile(path, Lock(path), patience);
        try
        {
            file.Prepare(path);
            return file;
        }
        catch (Exception fault)
        {
            file.Dispose();
            throw fault is SqliteException sqlite
                ? new StoreUnavailableException($"The store {path} cannot be opened: SQLite says error {sqlite.SqliteErrorCode}. It is damaged or not a database.", sqlite)
                : fault as StoreUnavailableException ?? new StoreUnavailableException($"The store {path} cannot be opened.", fault);
        }
    }

    /// <summary>A connection with the store's settings. FULL: an acknowledged commit is on the disk, not only with the system.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {(long)_patience.TotalMilliseconds}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var exclusive = OpenPrivate(path + ".lock", FileShare.None);

            // SQLite gives its companion files the rights of the database; made here, nobody else on the machine can read any of them.
            OpenPrivate(path, FileShare.ReadWrite).Dispose();
            return exclusive;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The store {path} is in use by another process, or its folder cannot be written. An embedded store serves one process; several need Redis.", fault);
        }
    }

    private static FileStream OpenPrivate(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private void Prepare(string path)
    {
        using var connection = Connect();
        var version = Number(connection, "PRAGMA user_version");
        if (version > SqliteSchema.Version)
        {
            throw new StoreUnavailableException(
                $"The store {path} has format {version}; this binary knows formats up to {SqliteSchema.Version}. Run the newer binary, or restore a backup.");
        }

        if (version == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new StoreUnavailableException($"The file {path} is a database, but not a store of this service.");
        }

        if (version > 0 && Number(connection, "PRAGMA application_id") != SqliteSchema.ApplicationId)
        {
            throw new StoreUnavailableException($"The file {path} is a database, but not a store of this service.");
        }

        Execute(connection, "PRAGMA journal_mode = WAL");
        if (version < SqliteSchema.Version)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {SqliteSchema.From(version)} PRAGMA application_id = {SqliteSchema.ApplicationId};");
            if (version is > 0 and < SqliteSchema.WithWorklist)
            {
                SqliteWorklistFilling.Run(connection);
            }

            Execute(connection, $"PRAGMA user_version = {SqliteSchema.Version}; COMMIT;");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
