using System.Collections.Immutable;

namespace SteppedCare.Server.Trajectories;

/// <summary>The worklist in the embedded file: a table with an index in the list's order.</summary>
internal sealed class SqliteWorklist(SqliteReaders readers) : IWorklistIndex
{
    public Task<IReadOnlyList<WorklistEntry>> ReadAsync(
        string service, WorklistFilter filter, WorklistPlace? after, int count, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Worklist.Read(service, filter, after, count), cancellationToken);

    public Task<ImmutableArray<WorklistCount>> CountAsync(string service, DateTimeOffset due, CancellationToken cancellationToken) =>
        readers.ReadAsync(reader => reader.Worklist.Count(service, due), cancellationToken);
}
