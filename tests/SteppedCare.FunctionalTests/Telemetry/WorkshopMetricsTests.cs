using System.Collections.Immutable;
using System.Text;
using Prometheus;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Workshop;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.FunctionalTests.Telemetry;

public sealed class WorkshopMetricsTests
{
    private static readonly PolicySource s_source = new("policy.csx", "Ladder(Low);", LanguageVersion.Current);
    private static readonly PolicyBundle s_bundle = new(new PolicyLabel("small", "1"), "Ladder(Low);", "", "", "");

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly SteppingClock _clock = new();
    private readonly ScriptedWorkshop _inner = new();
    private readonly MeteredWorkshop _workshop;

    public WorkshopMetricsTests() => _workshop = new MeteredWorkshop(_inner, new WorkshopMeters(_registry), _clock);

    [Fact]
    public async Task What_the_workshop_was_asked_is_counted_by_how_it_ended()
    {
        await _workshop.CompileAsync(s_source, CancellationToken.None);
        _inner.Says = WorkshopRefusals.NotCompiled;
        await _workshop.CompareAsync(s_bundle, s_bundle, CancellationToken.None);
        _inner.Says = WorkshopRefusals.Busy;
        await _workshop.JudgeAsync(s_bundle, CancellationToken.None);
        _inner.Says = WorkshopRefusals.OutOfTime;
        await _workshop.JudgeAsync(s_bundle, CancellationToken.None);
        _inner.Says = WorkshopRefusals.Ended;
        await _workshop.ProveAsync("", [s_bundle], CancellationToken.None);
        _inner.Before = () => Task.FromCanceled(new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _workshop.ProveAsync("", [s_bundle], CancellationToken.None));

        Assert.Equal(
            [
                "compare done 1", "compile done 1", "judge busy 1", "judge out_of_time 1", "prove called_off 1", "prove ended 1",
            ],
            (await LinesAsync(MetricNames.WorkshopTasks)).Where(line => !line.EndsWith(" 0", StringComparison.Ordinal))
                .Select(line => string.Join(' ', line.Split('"')[1], line.Split('"')[3], line.Split(' ')[^1])).Order(StringComparer.Ordinal));
        Assert.Equal($"{MetricNames.WorkshopUnderWay} 0", Assert.Single(await LinesAsync(MetricNames.WorkshopUnderWay)));
    }

    [Fact]
    public async Task A_task_is_under_way_until_it_is_answered_and_timed_from_when_it_was_asked()
    {
        var answered = new TaskCompletionSource();
        _inner.Before = () => answered.Task;
        var judging = _workshop.JudgeAsync(s_bundle, CancellationToken.None);
        Assert.Equal($"{MetricNames.WorkshopUnderWay} 1", Assert.Single(await LinesAsync(MetricNames.WorkshopUnderWay)));

        _clock.Advance(TimeSpan.FromSeconds(20));
        answered.SetResult();
        await judging;

        Assert.Contains($"{MetricNames.WorkshopDuration}_sum{{task=\"judge\"}} 20", await LinesAsync(MetricNames.WorkshopDuration));
        Assert.Equal($"{MetricNames.WorkshopUnderWay} 0", Assert.Single(await LinesAsync(MetricNames.WorkshopUnderWay)));
    }

    private async Task<List<string>> LinesAsync(string metric)
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith(metric, StringComparison.Ordinal))];
    }

    /// <summary>Our own port, played by a test: it refuses what the test says.</summary>
    private sealed class ScriptedWorkshop : IPolicyWorkshop
    {
        internal Refusal? Says { get; set; }

        internal Func<Task> Before { get; set; } = () => Task.CompletedTask;

        public Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken) => AnswerAsync(new CompiledPolicy(null, []));

        public Task<Result<CompiledPolicy>> CompileToServeAsync(PolicySource source, CancellationToken cancellationToken) => AnswerAsync(new CompiledPolicy(null, []));

        public Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken) => AnswerAsync(new PolicyJudgement(new GateReport([]), null));

        public Task<Result<PolicyJudgement>> JudgeToServeAsync(PolicyBundle bundle, ImmutableArray<Gate> gates, string whyNotOthers, CancellationToken cancellationToken) =>
            AnswerAsync(new PolicyJudgement(new GateReport([]), null));

        public Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken) =>
            AnswerAsync(new InvariantsJudgement([], []));

        public Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken) => AnswerAsync(new ComparisonAnswer([], true));

        private async Task<Result<T>> AnswerAsync<T>(T answer)
            where T : class
        {
            await Before();
            return Says is { } refusal ? refusal : answer;
        }
    }
}
