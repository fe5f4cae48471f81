using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Judges recorded decisions again by another revision, on all cores. Facts are taken as they are given: who measures otherwise builds them anew first.</summary>
internal static class BackTester
{
    internal static BackTestReport Run(
        PolicyRevision revision, IEnumerable<ReadOnlyMemory<RecordedDecision>> recorded, Action<BackTestSoFar>? progress = null, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        var judges = new ConcurrentBag<BackTestJudge>();
        var soFar = new Tally();
        Parallel.ForEach(
            Numbered(recorded),
            new ParallelOptions { CancellationToken = cancellation },
            batch => Judge(revision, judges, batch.First, batch.Decisions, soFar, progress));
        return Report(judges, soFar.Decisions, started);
    }

    /// <summary>The same for decisions that are still being read, on so many threads; all there are by default.</summary>
    internal static async Task<BackTestReport> RunAsync(
        PolicyRevision revision, IAsyncEnumerable<ReadOnlyMemory<RecordedDecision>> recorded, Action<BackTestSoFar>? progress = null, int threads = -1,
        CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        var judges = new ConcurrentBag<BackTestJudge>();
        var soFar = new Tally();
        await Parallel.ForEachAsync(
            NumberedAsync(recorded, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            (batch, _) =>
            {
                Judge(revision, judges, batch.First, batch.Decisions, soFar, progress);
                return ValueTask.CompletedTask;
            });
        return Report(judges, soFar.Decisions, started);
    }

    // A judge is used by one thread at a time and then put back, so that there are as many as threads.
    private static void Judge(
        PolicyRevision revision, ConcurrentBag<BackTestJudge> judges, long first, ReadOnlyMemory<RecordedDecision> batch, Tally soFar, Action<BackTestSoFar>? progress)
    {
        var judge = judges.TryTake(out var free) ? free : new BackTestJudge(revision);
        var (changed, unreadable) = (judge.Changed, judge.Unreadable);
        judge.Judge(batch.Span, first);
        (changed, unreadable) = (judge.Changed - changed, judge.Unreadable - unreadable);
        judges.Add(judge);
        var judged = soFar.Add(batch.Length, changed, unreadable);
        progress?.Invoke(judged);
    }

    private static IEnumerable<(long First, ReadOnlyMemory<RecordedDecision> Decisions)> Numbered(IEnumerable<ReadOnlyMemory<RecordedDecision>> batches)
    {
        long first = 0;
        foreach (var batch in batches)
        {
            yield return (first, batch);
            first += batch.Length;
        }
    }

    private static async IAsyncEnumerable<(long First, ReadOnlyMemory<RecordedDecision> Decisions)> NumberedAsync(
        IAsyncEnumerable<ReadOnlyMemory<RecordedDecision>> batches, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        long first = 0;
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            yield return (first, batch);
            first += batch.Length;
        }
    }

    private static BackTestReport Report(IEnumerable<BackTestJudge> judges, long decisions, long started)
    {
        var counts = new Dictionary<BackTestKey, BackTestCount>();
        long unreadable = 0, faults = 0;
        foreach (var judge in judges)
        {
            (unreadable, faults) = (unreadable + judge.Unreadable, faults + judge.Faults);
            foreach (var (key, count) in judge.Cells)
            {
                if (!counts.TryAdd(key, count))
                {
                    counts[key].Add(count);
                }
            }
        }

        ImmutableArray<BackTestCell> cells =
        [
            .. counts.Select(each => each.Value.ToCell(each.Key))
                .OrderByDescending(cell => cell.IsLower).ThenByDescending(cell => cell.IsChanged).ThenByDescending(cell => cell.Decisions)
                .ThenBy(cell => cell.Call).ThenBy(cell => cell.Before.Outcome).ThenBy(cell => cell.Before.Step).ThenBy(cell => cell.After.Outcome).ThenBy(cell => cell.After.Step),
        ];
        return new BackTestReport(
            cells, decisions, cells.Where(cell => cell.IsChanged).Sum(cell => cell.Decisions), cells.Where(cell => cell.IsLower).Sum(cell => cell.Decisions),
            unreadable, faults, Stopwatch.GetElapsedTime(started));
    }

    private sealed class Tally
    {
        private readonly Lock _gate = new();
        private BackTestSoFar _soFar;

        internal long Decisions => _soFar.Decisions;

        internal BackTestSoFar Add(long decisions, long changed, long unreadable)
        {
            lock (_gate)
            {
                return _soFar = new BackTestSoFar(_soFar.Decisions + decisions, _soFar.Changed + changed, _soFar.Unreadable + unreadable);
            }
        }
    }
}

/// <summary>How far a back-test is.</summary>
/// <param name="Decisions">Judged again.</param>
/// <param name="Changed">Came out otherwise.</param>
/// <param name="Unreadable">Could not be read.</param>
internal readonly record struct BackTestSoFar(long Decisions, long Changed, long Unreadable);
