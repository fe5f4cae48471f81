using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Our own port, played by a test: it remembers what it was asked and answers what the test says.</summary>
internal sealed class RecordingOversight : IOversightDesk
{
    private static readonly EpisodeKey s_key = new("leeds", "ep-7");
    private static readonly LogVector s_at = LogVector.Of(Enumerable.Range(1, EpisodeTag.Buckets).Select(number => new LogPosition(number * 1_700_000_000_000, number)));

    private readonly ConcurrentQueue<object> _asked = [];

    internal object[] Asked => [.. _asked];

    /// <summary>What a watch tells before it waits for its end; by itself that it lives, and one task.</summary>
    internal ImmutableArray<Result<WatchAnswer>> Told { get; set; } =
    [
        new WatchAnswer(s_at, Some.Instant, null),
        new WatchAnswer(s_at, Some.Instant, new EpisodeNews(Some.Instant, [new TaskNews(TaskChange.Raised, Item)], [new DecisionNews(DecisionChange.Recorded, Decision)])),
    ];

    /// <summary>What an export tells, from wherever it is asked to go on.</summary>
    internal ImmutableArray<ExportAnswer> Exported { get; set; } = [new ExportAnswer([], s_at, 1)];

    /// <summary>Before an answer of an export is told.</summary>
    internal Func<int, Task> BeforeExported { get; set; } = _ => Task.CompletedTask;

    /// <summary>What is on the worklist.</summary>
    internal ImmutableArray<OpenItem> Listed { get; set; } = [Item];

    /// <summary>What a report tells.</summary>
    internal ImmutableArray<ReportGroup> Groups { get; set; } = [Group("2026-03", new() { [Figure.Finished] = 40, [Figure.Recovered] = 18, [Figure.StartedBelowCaseness] = 4, [Figure.Decided] = 7 })];

    /// <summary>Who finished a course, and who recovered reliably, by group: what a report on equity tells.</summary>
    internal ImmutableArray<(AuditAxis Axis, string Code, long Finished, long Recovered)> Finished { get; set; } =
        [(AuditAxis.Ethnicity, "A", 400, 133), (AuditAxis.Ethnicity, "H", 61, 20), (AuditAxis.Ethnicity, "K", 7, 2), (AuditAxis.Ethnicity, "", 3, 1)];

    private static OpenItem Item => new(
        new TaskAnswer(s_key, TaskKind.SameDay, "Call today", Some.Instant, Some.Instant.AddHours(8), "nurse-b", Some.Instant.AddHours(1), "", null, TaskCloseReason.Unspecified, RiskFirst: true, Notice: null),
        Step.Low,
        3,
        4);

    private static DecisionItem Decision => new(
        new DecisionLine(s_key, 3, DecisionCall.Review, Some.Instant, Outcome.StepUp, Step.High, InputsChanged: true, null),
        Some.Instant,
        new RevisionName("talking-therapies", "2026.1", SomePolicy.Digest),
        1,
        12,
        [TaskKind.SameDay]);

    public Task<Result<WorklistAnswer>> ListWorklistAsync(WorklistQuery query, CancellationToken cancellationToken)
    {
        _asked.Enqueue(query);
        var next = new WorklistBookmark(Some.Instant, new WorklistPlace(Urgency.SameDay, Some.Instant.AddHours(8), Some.Instant, TaskKind.SameDay, "ep-7"));
        return Task.FromResult<Result<WorklistAnswer>>(new WorklistAnswer(Listed, next, [new WorklistCount(Urgency.SameDay, 4, 1)], s_at, Some.Instant));
    }

    public Task<Result<DecisionsAnswer>> ListDecisionsAsync(DecisionsQuery query, CancellationToken cancellationToken)
    {
        _asked.Enqueue(query);
        return Task.FromResult<Result<DecisionsAnswer>>(new DecisionsAnswer([Decision], s_at));
    }

    public Task<Result<FidelityReport>> GetFidelityReportAsync(FidelityQuestion question, CancellationToken cancellationToken)
    {
        _asked.Enqueue(question);
        return Task.FromResult<Result<FidelityReport>>(new FidelityReport(question, Some.Instant, Groups, ImmutableDictionary<(string, RulePlace), string>.Empty));
    }

    /// <summary>A group with these figures, and three step-ups among what was decided.</summary>
    internal static ReportGroup Group(string name, Dictionary<Figure, long> counts)
    {
        counts[DecisionFigures.FigureOf(DecisionCall.Review, Outcome.StepUp, Step.High)] = 3;
        return new ReportGroup(name, null, counts);
    }

    public Task<Result<EquityAnswer>> GetEquityReportAsync(EquityQuestion question, CancellationToken cancellationToken)
    {
        _asked.Enqueue(question);
        var totals = Finished.ToDictionary(
            group => new GroupPlace(group.Axis, group.Code),
            group => new Dictionary<Figure, long> { [Figure.Referred] = 2 * group.Finished, [Figure.Finished] = group.Finished, [Figure.ReliablyRecovered] = group.Recovered });
        return Task.FromResult<Result<EquityAnswer>>(new EquityAnswer(Some.Instant, EquityReport.Of(totals, question.Axes, question.Measures)));
    }

    public async IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _asked.Enqueue(query);
        foreach (var answer in Told)
        {
            yield return answer;
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public async IAsyncEnumerable<Result<ExportAnswer>> ExportAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _asked.Enqueue(query);
        var told = query.After is { } after ? Exported.Index().First(answer => answer.Item.At.Positions.SequenceEqual(after.Positions)).Index + 1 : 0;
        for (; told < Exported.Length; told++)
        {
            await BeforeExported(told).WaitAsync(cancellationToken);
            yield return Exported[told];
        }
    }
}
