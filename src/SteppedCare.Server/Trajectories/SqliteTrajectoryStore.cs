using System.Runtime.CompilerServices;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Trajectories;

/// <summary>Trajectories in one SQLite file beside the process: the default, for one process.</summary>
internal sealed class SqliteTrajectoryStore : ITrajectoryStore, ITrajectoryIndex, IAsyncDisposable
{
    private const int ScannedAtOnce = 256;

    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteTrajectoryStore(SqliteFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
        _writer = new SqliteWriter(file, time);
        _readers = new SqliteReaders(file);
        Registry = new SqliteRegistryStore(_writer, _readers, time);
        Figures = new SqliteFigureStore(_writer, _readers);
        Worklist = new SqliteWorklist(_readers);
        LogTail = new SqliteLogTail(_readers);
    }

    /// <summary>What is known of policies, in the same file.</summary>
    public SqliteRegistryStore Registry { get; }

    /// <summary>What services' figures add up to, in the same file.</summary>
    public SqliteFigureStore Figures { get; }

    /// <summary>The open tasks, in the same file.</summary>
    public SqliteWorklist Worklist { get; }

    /// <summary>The log for those who keep a place in it, in the same file.</summary>
    public SqliteLogTail LogTail { get; }

    /// <summary>How many transactions reached the disk, to see that commits share them.</summary>
    public long Transactions => _writer.Transactions;

    /// <summary>Opens the file, or begins it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="time">Tells when kept replies expire.</param>
    /// <param name="patience">How long to wait where another program holds a lock, say for a backup; one second unless told.</param>
    /// <exception cref="StoreUnavailableException">Another process has the file, it is damaged or not ours, newer than this binary, or it cannot be written.</exception>
    public static SqliteTrajectoryStore Open(string path, TimeProvider time, TimeSpan? patience = null)
        => new(SqliteFile.Open(path, patience ?? TimeSpan.FromSeconds(1)), time);

    public Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) => LoadAsync(key, reply, withAudit: false, cancellationToken);

    public Task<StoredEpisode> LoadWithAuditAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) => LoadAsync(key, reply, withAudit: true, cancellationToken);

    public Task<CommitResult> CommitAsync(EpisodeKey key, EpisodeCommit commit, CancellationToken cancellationToken)
    {
        TrajectoryHeader.Demand(commit);
        var tag = EpisodeTag.Of(key);
        if (commit.Reply is { } reply)
        {
            EpisodeTag.Name(reply.Key.RequestId, nameof(commit));
        }

        return _writer.WriteAsync((editor, now) => editor.Apply(key, tag, commit, now), cancellationToken);
    }

    public Task<CommitResult> ReindexAsync(EpisodeKey key, int expectedVersion, TagEpoch? epoch, IndexEntry entry, CancellationToken cancellationToken)
    {
        var tag = EpisodeTag.Of(key);
        return _writer.WriteAsync((editor, _) => editor.Reindex(key, tag, expectedVersion, epoch, entry), cancellationToken);
    }

    public Task<TagRecount> ReadRecountAsync(EpisodeTag tag, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.Recount(tag), cancellationToken);

    public Task WriteRecountAsync(EpisodeTag tag, string mark, CancellationToken cancellationToken)
        => _writer.WriteAsync(
            (editor, _) =>
            {
                editor.Recount(tag, mark);
                return true;
            },
            cancellationToken);

    public Task<EpisodePage> ReadEpisodesAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.Episodes(tag, after, count), cancellationToken);

    public Task SettleAsync(EpisodeKey key, StoredEpisode seen, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<StoreCoverage> ProbeAsync(CancellationToken cancellationToken)
    {
        await _readers.ReadAsync(reader => reader.OldestOpenRiskTask(string.Empty), cancellationToken);
        await _writer.WriteAsync(
            (editor, now) =>
            {
                editor.Probe(now);
                return true;
            },
            cancellationToken);
        return StoreCoverage.Whole;
    }

    public Task<DateTimeOffset?> OldestOpenRiskTaskAsync(string service, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.OldestOpenRiskTask(service), cancellationToken);

    public Task<ReadOnlyMemory<byte>> LoadAuditAsync(EpisodeKey key, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.Audit(key), cancellationToken);

    public Task<IReadOnlyList<LogEntry>> ReadLogAsync(EpisodeTag tag, string? after, int count, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.Log(tag, after, count), cancellationToken);

    public Task<IReadOnlyList<DueEpisode>> ReadDueAsync(EpisodeTag tag, DateTimeOffset until, int count, CancellationToken cancellationToken)
        => _readers.ReadAsync(reader => reader.Due(tag, until.ToUnixTimeMilliseconds(), count), cancellationToken);

    public async IAsyncEnumerable<ScannedEpisode> ScanAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = string.Empty; ;)
        {
            var page = await _readers.ReadAsync(reader => reader.Scan(service, after, ScannedAtOnce), cancellationToken);
            foreach (var episode in page)
            {
                yield return episode;
            }

            if (page.Count < ScannedAtOnce)
            {
                yield break;
            }

            after = page[^1].Key.Episode;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _readers.Close();
        await _writer.DisposeAsync();
        _readers.Dispose();
        _file.Dispose();
    }

    private Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, bool withAudit, CancellationToken cancellationToken)
    {
        var tag = EpisodeTag.Of(key);
        if (reply is { } wanted)
        {
            EpisodeTag.Name(wanted.RequestId, nameof(reply));
        }

        return _readers.ReadAsync(
            reader =>
            {
                // The trajectory first: where somebody writes between the two, the version tells.
                var stored = reader.Load(key, tag, reply, Now());
                return withAudit ? stored with { Audit = reader.Audit(key) } : stored;
            },
            cancellationToken);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
