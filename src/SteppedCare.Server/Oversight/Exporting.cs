using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>
/// An export: the sixteen logs as one, a few entries at a time, so that however much was recorded and however slowly its caller reads, only those few are held.
/// Exports take turns with the store, so that many of them at once are slower, and decisions are not.
/// </summary>
internal sealed class Exporting(ILogTail log, RecordingTimes times, ExportReading reading, WatchPace pace, TimeProvider clock) : IDisposable
{
    /// <summary>So many exports read at the same time; the others wait for their turn, message by message.</summary>
    internal const int Turns = 2;

    private const int ReadAtOnce = 64;

    private readonly SemaphoreSlim _turns = new(Turns, Turns);

    public void Dispose() => _turns.Dispose();

    /// <summary>Tells to the end of what is recorded. A refusal ends it.</summary>
    internal async IAsyncEnumerable<Result<ExportAnswer>> ReadAsync(ExportQuery query, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var span = RecordingSpan.Of(query, zone);
        if (query.After is null && span.From is { } since && await times.IsGoneAsync(query.Service, since, cancellationToken))
        {
            yield return OversightRefusals.BeforeWhatIsExported;
            yield break;
        }

        var way = await WayAsync(query.Service, span, cancellationToken);
        var at = query.After ?? way.Start;
        var logs = new MergedLogs(log, query.Service, at);
        var silentSince = clock.GetTimestamp();
        while (true)
        {
            if (await ReadOnAsync(query, span, logs, zone, cancellationToken) is not { } part)
            {
                yield return OversightRefusals.ExportExpired;
                yield break;
            }

            if (part.At is not { } reached)
            {
                break;
            }

            at = reached;
            var writes = part.Writes;
            if (!writes.IsEmpty || clock.GetElapsedTime(silentSince) >= pace.Sign)
            {
                yield return new ExportAnswer(writes, at, way.PassedAt(at));
                silentSince = clock.GetTimestamp();
            }
        }

        yield return new ExportAnswer([], at, 1);
    }

    // Null when the place is lost; without a place at the end of the logs.
    private async Task<Part?> ReadOnAsync(ExportQuery query, RecordingSpan span, MergedLogs logs, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await logs.TakeAsync(ReadAtOnce, cancellationToken) is not { } entries ? null
                : entries.Count == 0 ? new Part([], null)
                : new Part(await TellAsync(query, span, entries, logs, zone, cancellationToken), entries[^1].At);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<ImmutableArray<ExportedWrite>> TellAsync(
        ExportQuery query, RecordingSpan span, IReadOnlyList<MergedEntry> entries, MergedLogs logs, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var wanted = entries.Where(entry => query.CanBeIn(entry.Entry.Reference.Kind)).ToList();
        var episodes = await reading.ReadAsync(query.Service, wanted.Select(entry => entry.Entry.Episode), zone, cancellationToken);
        var writes = ImmutableArray.CreateBuilder<ExportedWrite>();
        foreach (var entry in wanted)
        {
            var key = new EpisodeKey(query.Service, entry.Entry.Episode);
            var version = entry.Entry.Version;
            var (history, isUnreadable) = episodes[key.Episode];
            if (isUnreadable)
            {
                writes.Add(new ExportedWrite(key, version, null, entry.At, [new ExportedUnreadable()]));
            }
            else if (history is not null && version <= history.Version)
            {
                var recordedAt = history.Trajectory.Entries[version - 1].RecordedAt;
                if (RecordingTimes.IsSurelyAfter(recordedAt, span.Before))
                {
                    logs.End(entry.Bucket);
                }

                if (span.Holds(recordedAt) && await reading.TellAsync(query, span, key, history, version, cancellationToken) is { IsEmpty: false } contents)
                {
                    writes.Add(new ExportedWrite(key, version, recordedAt, entry.At, contents));
                }
            }
        }

        return writes.ToImmutable();
    }

    private async Task<Way> WayAsync(string service, RecordingSpan span, CancellationToken cancellationToken)
    {
        var start = await times.SeekAsync(service, span.From, cancellationToken);
        var end = span.Before is { } before
            ? await times.SeekAsync(service, before, cancellationToken)
            : LogVector.Of((await Task.WhenAll(EpisodeTag.All(service).Select(tag => log.BoundsAsync(tag, cancellationToken)))).Select(bounds => bounds.End));
        return new Way(start, end);
    }

    private sealed record Part(ImmutableArray<ExportedWrite> Writes, LogVector? At);

    /// <summary>From where to where the logs are looked through, as far as is known before.</summary>
    private readonly record struct Way(LogVector Start, LogVector End)
    {
        internal double PassedAt(LogVector at)
        {
            var (start, end) = (Start, End);
            return Enumerable.Range(0, EpisodeTag.Buckets).Average(bucket =>
            {
                var whole = (double)(end[bucket].High - start[bucket].High);
                return whole <= 0 ? 1 : Math.Clamp((at[bucket].High - start[bucket].High) / whole, 0, 1);
            });
        }
    }
}
