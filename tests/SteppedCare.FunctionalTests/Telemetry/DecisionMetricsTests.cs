using System.Text;
using Prometheus;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Telemetry;

public sealed class DecisionMetricsTests
{
    private static readonly RevisionName s_first = new("talking-therapies", "2026.1", "aa");
    private static readonly RevisionName s_second = new("talking-therapies", "2026.2", "bb");

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly DecisionMetrics _metrics;

    public DecisionMetricsTests() => _metrics = new DecisionMetrics(_registry, "1.2.3");

    [Fact]
    public async Task Every_instrument_has_exactly_its_documented_labels()
    {
        Exercise(s_first);
        _metrics.OfStore("embedded").Asked(StoreOperation.Load);
        _metrics.OldestOpenRiskTask.Set(1);
        _metrics.PolicyReady(ArtefactOrigin.Kept, TimeSpan.FromSeconds(1));

        var labels = (await SeriesAsync())
            .Select(line => line[..line.LastIndexOf(' ')])
            .Select(series => (Name: series.Split('{')[0], Labels: series.Contains('{', StringComparison.Ordinal)
                ? string.Join(',', series.Split('{')[1].TrimEnd('}').Split("\",").Select(pair => pair.Split('=')[0]))
                : ""))
            .Where(series => !series.Name.EndsWith("_sum", StringComparison.Ordinal) && !series.Name.EndsWith("_count", StringComparison.Ordinal))
            .Distinct().Select(series => $"{series.Name}{{{series.Labels}}}").Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "steppedcare_build_info{version,runtime}",
                "steppedcare_decisions_total{call,policy,revision,arm,outcome,step}",
                "steppedcare_grpc_requests_total{method,code}",
                "steppedcare_insufficient_data_total{policy,revision,fact}",
                "steppedcare_oldest_open_risk_task_seconds{}",
                "steppedcare_policy_faults_total{policy,revision}",
                "steppedcare_policy_load_duration_seconds_bucket{artefact,le}",
                "steppedcare_policy_loads_total{policy,result}",
                "steppedcare_replay_differences_total{}",
                "steppedcare_rule_hits_total{policy,revision,kind,rule}",
                "steppedcare_stage_duration_seconds_bucket{stage,le}",
                "steppedcare_store_errors_total{store,operation,kind}",
                "steppedcare_store_round_trip_duration_seconds_bucket{store,operation,le}",
                "steppedcare_store_round_trips_total{store,operation}",
            ],
            labels);
    }

    [Fact]
    public async Task What_happened_is_counted_under_the_words_of_the_clinic()
    {
        Exercise(s_first);
        Exercise(s_first);

        var series = await SeriesAsync();
        Assert.Contains(
            "steppedcare_decisions_total{call=\"review\",policy=\"talking-therapies\",revision=\"2026.1\",arm=\"active\",outcome=\"step_up\",step=\"high\"} 2", series);
        Assert.Contains("steppedcare_rule_hits_total{policy=\"talking-therapies\",revision=\"2026.1\",kind=\"safety\",rule=\"risk-same-day\"} 2", series);
        Assert.Contains("steppedcare_insufficient_data_total{policy=\"talking-therapies\",revision=\"2026.1\",fact=\"Item9\"} 2", series);
        Assert.Contains("steppedcare_policy_faults_total{policy=\"talking-therapies\",revision=\"2026.1\"} 2", series);
        Assert.Contains("steppedcare_policy_loads_total{policy=\"talking-therapies\",result=\"refused\"} 2", series);
        Assert.Contains("steppedcare_grpc_requests_total{method=\"/steppedcare.v1.DecisionService/Review\",code=\"OK\"} 2", series);
        Assert.Contains("steppedcare_stage_duration_seconds_bucket{stage=\"evaluate\",le=\"0.001\"} 2", series);
    }

    [Fact]
    public async Task A_retired_revision_takes_its_series_along_and_none_comes_back()
    {
        Exercise(s_first);
        Exercise(s_second);
        var underWay = _metrics.Of(s_first);

        _metrics.Retire(s_first);
        underWay.Decided(DecisionCall.Triage, Arm.Active, Outcome.Enter, Step.Low);
        underWay.Decided(DecisionCall.Review, Arm.Active, Outcome.StepUp, Step.High);
        underWay.Faulted();

        var series = await SeriesAsync();
        Assert.DoesNotContain(series, line => line.Contains("2026.1", StringComparison.Ordinal));
        Assert.Contains(series, line => line.Contains("2026.2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hosts_in_one_process_do_not_count_into_each_other()
    {
        var other = new DecisionMetrics(Metrics.NewCustomRegistry(), "1.2.3");

        other.PolicyLoaded("elsewhere", PolicyLoadResult.Live);

        Assert.DoesNotContain(await SeriesAsync(), line => line.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_oldest_risk_task_is_not_shown_until_read_then_ages_by_the_clock_even_if_the_store_is_never_read_again()
    {
        var clock = new ManualClock();
        var tasks = new OpenRiskTasks(_metrics, _registry, clock);
        Assert.DoesNotContain(await SeriesAsync(), Is);

        tasks.Read(clock.Now.AddHours(-1));
        Assert.Contains("steppedcare_oldest_open_risk_task_seconds 3600", await SeriesAsync());
        clock.Now = clock.Now.AddHours(8);
        Assert.Contains("steppedcare_oldest_open_risk_task_seconds 32400", await SeriesAsync());
        tasks.Read(null);
        Assert.Contains("steppedcare_oldest_open_risk_task_seconds 0", await SeriesAsync());

        static bool Is(string line) => line.StartsWith(MetricNames.OldestOpenRiskTask, StringComparison.Ordinal);
    }

    private void Exercise(RevisionName revision)
    {
        var meters = _metrics.Of(revision);
        meters.Decided(DecisionCall.Review, Arm.Active, Outcome.StepUp, Step.High);
        meters.RuleApplied(RuleGroup.Safety, "risk-same-day");
        meters.FactMissing("Item9");
        meters.Faulted();
        _metrics.PolicyLoaded(revision.Policy, PolicyLoadResult.Refused);
        _metrics.StageEnded(Stage.Evaluate, TimeSpan.FromMilliseconds(1));
        _metrics.CallEnded("/steppedcare.v1.DecisionService/Review", "OK");
    }

    private async Task<List<string>> SeriesAsync()
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
